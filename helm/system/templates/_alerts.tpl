{{/*
What a rule watches, as Prometheus has it, in the rule's own unit: (dict "root" $ "rule" RULE). The services' own figures are scraped from
their pods; restarts and requests are kube-state-metrics', use of processor and memory is the kubelet's. One series a service.
*/}}
{{- define "system.alertValue" -}}
{{- $rule := .rule -}}
{{- $names := list -}}
{{- range .root.Values.services }}{{ $names = append $names .name }}{{ end -}}
{{- $own := printf "{system=%q, namespace=%q}" .root.Values.system .root.Release.Namespace -}}
{{- $pods := printf "namespace=%q, container=~%q" .root.Release.Namespace (join "|" $names) -}}
{{- if eq $rule.metric "pod_restarts" -}}
sum by (container) (increase(kube_pod_container_status_restarts_total{ {{- $pods -}} }[{{ $rule.window }}]))
{{- else if eq $rule.metric "cpu_utilization" -}}
100 * sum by (container) (rate(container_cpu_usage_seconds_total{ {{- $pods -}} }[2m])) / sum by (container) (kube_pod_container_resource_requests{ {{- $pods }}, resource="cpu"})
{{- else if eq $rule.metric "memory_utilization" -}}
100 * sum by (container) (container_memory_working_set_bytes{ {{- $pods -}} }) / sum by (container) (kube_pod_container_resource_requests{ {{- $pods }}, resource="memory"})
{{- else if and (eq $rule.metric "avg_response_time") (eq $rule.unit "seconds") -}}
avg by (service) (avg_response_time{{ $own }}) / 1000
{{- else if and (eq $rule.metric "cache_hit_ratio") (eq $rule.unit "percent") -}}
100 * avg by (service) (cache_hit_ratio{system={{ .root.Values.system | quote }}, namespace={{ .root.Release.Namespace | quote }}, pattern="all"})
{{- else if eq $rule.metric "cache_hit_ratio" -}}
avg by (service) (cache_hit_ratio{system={{ .root.Values.system | quote }}, namespace={{ .root.Release.Namespace | quote }}, pattern="all"})
{{- else -}}
avg by (service) ({{ $rule.metric }}{{ $own }})
{{- end -}}
{{- end }}

{{/* The runbook that begins where such a rule fires. */}}
{{- define "system.runbook" -}}
{{- get (dict "failed_requests" "release-errors" "avg_response_time" "release-slow" "pod_restarts" "release-crash-loop" "cpu_utilization" "autoscaler-at-maximum" "memory_utilization" "autoscaler-at-maximum" "requests_per_second" "traffic-surge" "queue_length" "queue-backlog" "active_connections" "pool-exhausted" "cache_hit_ratio" "cache-cold") . -}}
{{- end }}
