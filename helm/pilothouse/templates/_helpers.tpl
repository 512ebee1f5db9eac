{{- define "pilothouse.selector" -}}
app.kubernetes.io/name: {{ .name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
{{- end }}

{{- define "pilothouse.labels" -}}
{{ include "pilothouse.selector" . }}
app.kubernetes.io/component: {{ .name }}
app.kubernetes.io/part-of: pilothouse
app.kubernetes.io/version: {{ include "pilothouse.version" .root | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end }}

{{- define "pilothouse.image" -}}
{{- with .root.Values.image.registry }}{{ . }}/{{ end }}{{ .name }}:{{ include "pilothouse.version" .root }}
{{- end }}

{{/* A build's number is a tag too: --set makes a number of it. */}}
{{- define "pilothouse.version" -}}
{{- $tag := .Values.image.tag -}}
{{- if not (kindIs "string" $tag) }}{{ $tag = int64 $tag | toString }}{{ end -}}
{{ default .Chart.AppVersion $tag }}
{{- end }}

{{/* By the Pod Security Standard "restricted". */}}
{{- define "pilothouse.podSecurity" -}}
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
fsGroup: 65532
seccompProfile: {type: RuntimeDefault}
{{- end }}

{{- define "pilothouse.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end }}

{{/* Secrets as files named by the property that each is: (dict "root" $ "items" (dict PROPERTY KEY)). */}}
{{- define "pilothouse.volumes" -}}
- name: tmp
  emptyDir: {sizeLimit: 256Mi}
- name: secrets
  secret:
    secretName: {{ required "existingSecret is missing: the name of a Secret with database-password, migration-password, redis-url, key-encryption-key and first-administrator-password" .root.Values.existingSecret }}
    items:
      {{- range $property, $key := .items }}
      - {key: {{ $key }}, path: {{ $property }}}
      {{- end }}
{{- end }}

{{- define "pilothouse.mounts" -}}
- {name: tmp, mountPath: /tmp}
- {name: secrets, mountPath: /mnt/secrets, readOnly: true}
{{- end }}

{{/* What a schema cannot say. Renders nothing. */}}
{{- define "pilothouse.checks" -}}
{{- if not .Values.database.cidrs }}{{ fail "database.cidrs is missing: the addresses of auth-service's database server, such as --set database.cidrs[0]=10.0.2.4/32; the policies let it reach nothing else" }}{{ end -}}
{{- if not .Values.gateway.redisCidrs }}{{ fail "gateway.redisCidrs is missing: the addresses of the cache of api-gateway, such as --set gateway.redisCidrs[0]=10.0.3.4/32; the policies let it reach nothing else" }}{{ end -}}
{{- range $name, $service := .Values.services -}}
  {{- if ge (int $service.minAvailable) (int $service.replicas) }}{{ fail (printf "services.%s: minAvailable %v of %v replicas would let no node be emptied" $name $service.minAvailable $service.replicas) }}{{ end -}}
{{- end -}}
{{- end }}
