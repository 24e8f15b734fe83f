{{- define "gateway.name" -}}{{ .Release.Name }}{{- end }}
