{{/* What a schema cannot say: what has to be there because of something else. Renders nothing. */}}
{{- define "system.checks" -}}
{{- $values := .Values -}}
{{- $secretive := list -}}
{{- if not $values.system }}{{ fail "system is missing: give a system's values, such as -f values/tripgen-prod.yaml" }}{{ end -}}
{{- range $id, $service := $values.services -}}
  {{- if $service.secrets }}{{ $secretive = append $secretive $id }}{{ end -}}
  {{- range $service.calls -}}
    {{- if not (hasKey $values.services .) }}{{ fail (printf "services.%s.calls: there is no service %q; there are %s" $id . (keys $values.services | sortAlpha | join ", ")) }}{{ end -}}
  {{- end -}}
  {{- range $service.reaches -}}
    {{- if not (hasKey $values.destinations .) }}{{ fail (printf "services.%s.reaches: %q is not among destinations (%s)" $id . (keys $values.destinations | sortAlpha | join ", ")) }}{{ end -}}
  {{- end -}}
  {{- if and $values.identity.workloadIdentity (not (get $values.azure.clientIds $id)) }}{{ fail (printf "azure.clientIds.%s is missing: the client id of the managed identity of %s; pass it with --set azure.clientIds.%s=…" $id $service.name $id) }}{{ end -}}
  {{- with $service.autoscaling -}}
    {{- if gt (int .minReplicas) (int .maxReplicas) }}{{ fail (printf "services.%s.autoscaling: minReplicas %v is above maxReplicas %v" $id .minReplicas .maxReplicas) }}{{ end -}}
  {{- end -}}
{{- end -}}
{{- range $values.ingress.routes -}}
  {{- if not (hasKey $values.services .service) }}{{ fail (printf "ingress.routes: there is no service %q; there are %s" .service (keys $values.services | sortAlpha | join ", ")) }}{{ end -}}
{{- end -}}
{{- range $id, $destination := $values.destinations -}}
  {{- with $destination.pods -}}
    {{- if not (or (hasKey $values.databases .) (hasKey $values.caches .)) }}{{ fail (printf "destinations.%s.pods: there is no database or cache %q in this chart" $id .) }}{{ end -}}
  {{- end -}}
{{- end -}}
{{- range $id, $_ := $values.databaseRoles -}}
  {{- if not (hasKey $values.destinations $id) }}{{ fail (printf "databaseRoles: %q is not among destinations (%s)" $id (keys $values.destinations | sortAlpha | join ", ")) }}{{ end -}}
{{- end -}}
{{- if $values.databaseRoles -}}
  {{- $secretive = append $secretive "database-roles" -}}
  {{- if and $values.identity.workloadIdentity (not (get $values.azure.clientIds "database-roles")) }}{{ fail "azure.clientIds.database-roles is missing: the client id of the managed identity that makes the services' roles; pass it with --set azure.clientIds.database-roles=…" }}{{ end -}}
{{- end -}}
{{- if $secretive -}}
  {{- if eq $values.secrets.store "none" }}{{ fail (printf "secrets.store is none, but %s need secrets: say keyVault or kubernetes" (join ", " $secretive)) }}{{ end -}}
  {{- if eq $values.secrets.store "keyVault" -}}
    {{- if not $values.secrets.vault }}{{ fail "secrets.vault is missing: the name of the Key Vault that holds the services' secrets" }}{{ end -}}
    {{- if not $values.azure.tenantId }}{{ fail "azure.tenantId is missing: the directory of the Key Vault; pass it with --set azure.tenantId=…" }}{{ end -}}
    {{- if not $values.identity.workloadIdentity }}{{ fail "identity.workloadIdentity is false, but secrets.store is keyVault: a pod shows itself to the vault by its workload identity" }}{{ end -}}
  {{- end -}}
{{- end -}}
{{- if and (or $secretive $values.databases) (eq $values.secrets.store "kubernetes") (not $values.secrets.existingSecret) }}{{ fail "secrets.existingSecret is missing: the name of a Secret with the keys that the services and databases name" }}{{ end -}}
{{- if and $values.alerts.enabled (ne $values.monitoring.collector "prometheusOperator") }}{{ fail (printf "alerts.enabled is true, but monitoring.collector is %s: only the Prometheus operator reads rules from the cluster (prometheusOperator); Azure's managed Prometheus has them as resources of Azure, which ./pilothouse deploy apply makes" $values.monitoring.collector) }}{{ end -}}
{{- if and $values.monitoring.adapter.enabled (ne $values.monitoring.collector "prometheusOperator") }}{{ fail (printf "monitoring.adapter.enabled is true, but monitoring.collector is %s: prometheus-adapter asks a Prometheus of the cluster (prometheusOperator); it cannot sign in to an Azure Monitor workspace" $values.monitoring.collector) }}{{ end -}}
{{- if and $values.databases (ne $values.secrets.store "kubernetes") }}{{ fail "databases need secrets.store: kubernetes for their passwords" }}{{ end -}}
{{- end }}
