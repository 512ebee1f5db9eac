{{/* The pod of a service: (dict "root" $ "id" ID "service" SERVICE). */}}
{{- define "system.pod" -}}
{{- $values := .root.Values -}}
{{- $selector := include "system.selector" (dict "root" .root "name" .service.name) -}}
{{- $resources := default $values.defaults.resources .service.resources -}}
metadata:
  labels:
    {{- include "system.podLabels" (dict "root" .root "name" .service.name "component" .id "tier" "application") | nindent 4 }}
    {{- if $values.identity.workloadIdentity }}
    azure.workload.identity/use: "true"
    {{- end }}
    {{- if eq $values.serviceMesh "istio" }}
    sidecar.istio.io/inject: "true"
    {{- end }}
  annotations:
    checksum/config: {{ include "system.configuration" . | sha256sum }}
spec:
  serviceAccountName: {{ .service.name }}-sa
  automountServiceAccountToken: false
  enableServiceLinks: false
  terminationGracePeriodSeconds: {{ $values.lifecycle.gracePeriodSeconds }}
  securityContext:
    {{- include "system.podSecurity" (dict "user" 65532) | nindent 4 }}
  {{- with $values.image.pullSecrets }}
  imagePullSecrets:
    {{- range . }}
    - name: {{ . }}
    {{- end }}
  {{- end }}
  {{- with .service.nodePool }}
  {{- include "system.nodePool" . | nindent 2 }}
  {{- end }}
  {{- if $values.placement.acrossZones }}
  topologySpreadConstraints:
    - maxSkew: 1
      topologyKey: topology.kubernetes.io/zone
      whenUnsatisfiable: ScheduleAnyway
      labelSelector:
        matchLabels:
          {{- $selector | nindent 10 }}
  {{- end }}
  {{- if $values.placement.apartByNode }}
  affinity:
    podAntiAffinity:
      # Preferred: required would leave no node for the new pods of a rollout.
      preferredDuringSchedulingIgnoredDuringExecution:
        - weight: 100
          podAffinityTerm:
            topologyKey: kubernetes.io/hostname
            labelSelector:
              matchLabels:
                {{- $selector | nindent 16 }}
  {{- end }}
  containers:
    - name: {{ .service.name }}
      image: {{ include "system.image" .root }}
      imagePullPolicy: {{ $values.image.pullPolicy }}
      securityContext:
        {{- include "system.containerSecurity" . | nindent 8 }}
      ports:
        - {name: http, containerPort: {{ .service.port }}}
        - {name: management, containerPort: 8081}
      env:
        {{- include "system.environment" . | nindent 8 }}
      resources:
        {{- toYaml $resources | nindent 8 }}
      startupProbe:
        httpGet: {path: /actuator/health/liveness, port: management}
        periodSeconds: 2
        failureThreshold: {{ div $values.lifecycle.startupSeconds 2 }}
      readinessProbe:
        httpGet: {path: /actuator/health/readiness, port: management}
        periodSeconds: 5
        timeoutSeconds: 2
      livenessProbe:
        httpGet: {path: /actuator/health/liveness, port: management}
        periodSeconds: 10
        timeoutSeconds: 2
        failureThreshold: 3
      {{- if semverCompare ">=1.30-0" .root.Capabilities.KubeVersion.Version }}
      {{- /* Older clusters drop the field: there the service's own drain at the signal has to do. */}}
      lifecycle:
        preStop:
          sleep: {seconds: {{ $values.lifecycle.preStopSeconds }}}
      {{- end }}
      volumeMounts:
        - {name: tmp, mountPath: /tmp}
        - {name: config, mountPath: /etc/pilothouse, readOnly: true}
        {{- if .service.secrets }}
        - {name: secrets, mountPath: /mnt/secrets, readOnly: true}
        {{- end }}
  volumes:
    - name: tmp
      emptyDir: {sizeLimit: 256Mi}
    - name: config
      configMap: {name: {{ .service.name }}-config}
    {{- if .service.secrets }}
    {{- include "system.secretVolume" . | nindent 4 }}
    {{- end }}
{{- end }}

{{/* Where pods are placed: a service's nodePool. */}}
{{- define "system.nodePool" -}}
nodeSelector:
  kubernetes.azure.com/agentpool: {{ .agentPool }}
{{- with .tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{- define "system.environment" -}}
- {name: PILOTHOUSE_SYSTEM, value: {{ .root.Values.system }}}
- {name: PILOTHOUSE_COMPONENT, value: {{ .id }}}
- {name: RELEASE, value: {{ include "system.version" .root | quote }}}
- {name: SERVER_PORT, value: "{{ .service.port }}"}
- {name: MANAGEMENT_SERVER_PORT, value: "8081"}
- {name: SPRING_CONFIG_ADDITIONALLOCATION, value: "file:/etc/pilothouse/"}
{{- if .service.secrets }}
- {name: SPRING_CONFIG_IMPORT, value: "configtree:/mnt/secrets/"}
{{- end }}
- {name: JAVA_TOOL_OPTIONS, value: "-XX:MaxRAMPercentage=75 -XX:+ExitOnOutOfMemoryError"}
- name: POD_NAME
  valueFrom: {fieldRef: {fieldPath: metadata.name}}
{{- end }}

{{/* One file for each secret, named as the property that it is: nothing secret in the environment. */}}
{{- define "system.secretVolume" -}}
- name: secrets
{{- if eq .root.Values.secrets.store "keyVault" }}
  csi:
    driver: secrets-store.csi.k8s.io
    readOnly: true
    volumeAttributes: {secretProviderClass: {{ .service.name }}-secrets}
{{- else }}
  secret:
    secretName: {{ .root.Values.secrets.existingSecret }}
    items:
      {{- range .service.secrets }}
      - {key: {{ .name }}, path: {{ .property }}}
      {{- end }}
{{- end }}
{{- end }}
