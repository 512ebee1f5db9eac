{{/* Labels that select the pods of one part: (dict "root" $ "name" NAME). */}}
{{- define "system.selector" -}}
app.kubernetes.io/name: {{ .name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
{{- end }}

{{/* All labels of an object of one part: (dict "root" $ "name" NAME "component" COMPONENT). */}}
{{- define "system.labels" -}}
{{ include "system.selector" . }}
app.kubernetes.io/component: {{ .component }}
app.kubernetes.io/part-of: {{ .root.Values.system }}
app.kubernetes.io/version: {{ include "system.version" .root | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end }}

{{/* Labels of a pod. `app` and `tier` are what the documents' own policies select by. */}}
{{- define "system.podLabels" -}}
{{ include "system.selector" . }}
app.kubernetes.io/component: {{ .component }}
app.kubernetes.io/part-of: {{ .root.Values.system }}
app: {{ .name }}
tier: {{ .tier }}
{{- end }}

{{/* A build's number is a tag too: --set makes a number of it. */}}
{{- define "system.version" -}}
{{- $tag := .Values.image.tag -}}
{{- if not (kindIs "string" $tag) }}{{ $tag = int64 $tag | toString }}{{ end -}}
{{ default .Chart.AppVersion $tag | trunc 63 }}
{{- end }}

{{- define "system.image" -}}
{{- $path := ternary .Values.image.repository (printf "%s/%s" .Values.image.registry .Values.image.repository) (empty .Values.image.registry) -}}
{{- if .Values.image.digest }}{{ $path }}@{{ .Values.image.digest }}{{ else }}{{ $path }}:{{ include "system.version" . }}{{ end }}
{{- end }}

{{/* How a pod is kept small, by the Pod Security Standard "restricted". */}}
{{- define "system.podSecurity" -}}
runAsNonRoot: true
runAsUser: {{ .user }}
runAsGroup: {{ .user }}
fsGroup: {{ .user }}
seccompProfile: {type: RuntimeDefault}
{{- end }}

{{- define "system.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end }}
