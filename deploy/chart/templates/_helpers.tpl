{{- define "action-tracker.fullname" -}}
{{- $name := .Values.nameOverride | default .Chart.Name -}}
{{- $both := ternary .Release.Name (printf "%s-%s" .Release.Name $name) (contains $name .Release.Name) -}}
{{- .Values.fullnameOverride | default $both | trunc 50 | trimSuffix "-" -}}
{{- end }}

{{- define "action-tracker.selector" -}}
app.kubernetes.io/name: {{ .Values.nameOverride | default .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "action-tracker.labels" -}}
{{ include "action-tracker.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{- define "action-tracker.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}
{{- end }}

{{/* Settings of the server; the migration, which runs before the ConfigMap exists, gets them inline. */}}
{{- define "action-tracker.config" -}}
{{- $fixed := dict "NODE_ENV" "production" "HOST" "0.0.0.0" "PORT" "8080" "DATA_DIR" "/tmp" -}}
{{- toYaml (merge $fixed .Values.config) -}}
{{- end }}

{{- define "action-tracker.databaseFile" -}}
{{- ternary "server-database-url" "database-url" .Values.secretKeys.serverDatabaseUrl -}}
{{- end }}

{{- define "action-tracker.secretFiles" -}}
- { name: JWT_SECRET_FILE, value: /run/secrets/action-tracker/jwt-secret }
{{- if .Values.secretKeys.googleClientSecret }}
- { name: GOOGLE_CLIENT_SECRET_FILE, value: /run/secrets/action-tracker/google-client-secret }
{{- end }}
{{- if .Values.secretKeys.metricsToken }}
- { name: METRICS_TOKEN_FILE, value: /run/secrets/action-tracker/metrics-token }
{{- end }}
{{- end }}

{{- define "action-tracker.pod" -}}
automountServiceAccountToken: false
enableServiceLinks: false
{{- with .Values.imagePullSecrets }}
imagePullSecrets: {{- toYaml . | nindent 2 }}
{{- end }}
securityContext:
  runAsNonRoot: true
  runAsUser: 65532
  runAsGroup: 65532
  fsGroup: 65532
  seccompProfile: { type: RuntimeDefault }
{{- with .Values.nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.affinity }}
affinity: {{- toYaml . | nindent 2 }}
{{- end }}
volumes:
  - name: tmp
    emptyDir: { medium: Memory, sizeLimit: 16Mi }
  - name: secrets
    secret: { secretName: {{ .Values.existingSecret }}, defaultMode: 0440 }
{{- end }}

{{- define "action-tracker.container" -}}
image: {{ include "action-tracker.image" . | quote }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: { drop: [ALL] }
volumeMounts:
  - { name: tmp, mountPath: /tmp }
  - { name: secrets, mountPath: /run/secrets/action-tracker, readOnly: true }
resources: {{- toYaml .Values.resources | nindent 2 }}
{{- end }}
