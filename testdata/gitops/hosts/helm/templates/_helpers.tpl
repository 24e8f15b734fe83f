{{- define "platform.name" -}}platform{{- end }}
