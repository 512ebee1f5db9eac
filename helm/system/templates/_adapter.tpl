{{/*
One rule of prometheus-adapter, which is served as one metric of pods: (dict "series" NAME "name" NAME "labels" LABELS). The labels say which
of the series it is. A pod is one process; what is scraped of it twice, through two Services, counts once: hence the maximum.
*/}}
{{- define "system.adapterRule" }}
- seriesQuery: '{{ .series }}{ {{- with .labels }}{{ . }},{{ end }}system!="",namespace!="",pod!=""}'
  resources: {overrides: {namespace: {resource: namespace}, pod: {resource: pod}}}
  name: {matches: ^{{ .series }}$, as: {{ .name }}}
  metricsQuery: 'max by (<<.GroupBy>>) (<<.Series>>{<<.LabelMatchers>>{{ with .labels }},{{ . }}{{ end }}})'
{{- end }}

{{/*
The rules for all that the services tell Prometheus, under the names that autoscalers and Pilothouse ask for: the adapter names a metric by the
name of its series alone, so one that is told apart by a label takes a rule for each of the label's values. What values there are follows from
what the services are configured with, and from what is named of other systems of the cluster.
*/}}
{{- define "system.adapterRules" -}}
{{- $also := .Values.monitoring.adapter.also -}}
{{- $externals := $also.externals -}}
{{- $targets := concat $also.externals $also.targets -}}
{{- $patterns := $also.patterns -}}
{{- $queues := $also.queues -}}
{{- range $service := .Values.services -}}
  {{- $own := default dict $service.config.pilothouse -}}
  {{- $called := keys (default dict $own.external) -}}
  {{- $externals = concat $externals $called -}}
  {{- $targets = concat $targets $called (keys (dig "service" "downstream" dict $own)) -}}
  {{- if hasKey $own "cache" -}}
    {{- $targets = append $targets (default "redis-cache" $own.cache.component) -}}
    {{- $patterns = concat $patterns (keys (default dict $own.cache.patterns)) -}}
  {{- end -}}
  {{- if hasKey $own "messaging" -}}
    {{- $targets = append $targets (default "broker" $own.messaging.broker) -}}
    {{- $queues = concat $queues (keys (default dict $own.messaging.queues)) (default list $own.messaging.watched) -}}
  {{- end -}}
  {{- $patterns = append $patterns (dig "service" "cache-pattern" "resource_data" $own) -}}
{{- end -}}
rules:
- seriesQuery: '{__name__=~"^(requests_per_second|active_connections|queue_length|failed_requests|avg_response_time|cache_hit_ratio_local|cache_hit_ratio_shared|database_connection_pool|database_connections_waiting|replica_read_ratio)$",system!="",namespace!="",pod!=""}'
  resources: {overrides: {namespace: {resource: namespace}, pod: {resource: pod}}}
  metricsQuery: 'max by (<<.GroupBy>>) (<<.Series>>{<<.LabelMatchers>>})'
{{- include "system.adapterRule" (dict "series" "cache_hit_ratio" "name" "cache_hit_ratio" "labels" "pattern=\"all\"") }}
{{- range $patterns | uniq | sortAlpha }}
{{- /* A cache of the name of a tier would be taken for the tier. */}}
{{- if not (has . (list "all" "local" "shared")) }}
{{- include "system.adapterRule" (dict "series" "cache_hit_ratio" "name" (printf "cache_hit_ratio_%s" .) "labels" (printf "pattern=%q" .)) }}
{{- end }}
{{- end }}
{{- range $external := $externals | uniq | sortAlpha }}
{{- range $series := list "circuit_breaker_open" "external_response_time" }}
{{- include "system.adapterRule" (dict "series" $series "name" (printf "%s_%s" $series $external) "labels" (printf "target=%q" $external)) }}
{{- end }}
{{- end }}
{{- range $target := $targets | uniq | sortAlpha }}
{{- range $kind := list "exhausted" "other" "refused" "timeout" "unauthorized" "unresolved" }}
{{- include "system.adapterRule" (dict "series" "dependency_errors" "name" (printf "dependency_errors_%s_%s" $kind $target) "labels" (printf "kind=%q,target=%q" $kind $target)) }}
{{- end }}
{{- end }}
{{- range $queues | uniq | sortAlpha }}
{{- include "system.adapterRule" (dict "series" "message_queue_depth" "name" (printf "message_queue_depth_%s" .) "labels" (printf "queue=%q" .)) }}
{{- end }}
{{- end }}

{{/* The ConfigMap of the rules, and where the adapter runs that mounts it. */}}
{{- define "system.adapterName" -}}
{{- printf "%s-prometheus-adapter" (.Values.system | trunc 44 | trimSuffix "-") -}}
{{- end }}
{{- define "system.adapterNamespace" -}}
{{- default .Values.monitoring.namespace .Values.monitoring.adapter.namespace -}}
{{- end }}

{{/* The services whose autoscalers follow a metric of their own. */}}
{{- define "system.customScaled" -}}
{{- $names := list -}}
{{- range .Values.services -}}
  {{- $service := . -}}
  {{- range dig "autoscaling" "metrics" list $service -}}
    {{- if eq .kind "custom" }}{{ $names = append $names $service.name }}{{ end -}}
  {{- end -}}
{{- end -}}
{{- $names | uniq | sortAlpha | join ", " -}}
{{- end }}
