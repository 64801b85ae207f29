/**
 * The chart, rendered for every file in deploy/chart/ci: what the schema refuses, what an API server
 * would refuse, and what must hold between the objects. `HELM` renders (`helm`, or minihelm).
 *
 *     HELM=helm node --test tools/chart/chart.test.mjs
 */
import { Ajv } from 'ajv';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { before, describe, test } from 'node:test';
import { parse, parseAllDocuments } from 'yaml';

const CHART = resolve(import.meta.dirname, '../../deploy/chart');
const HELM = process.env.HELM ?? 'helm';
const OTHERS = /^(traefik\.io|monitoring\.coreos\.com)\//;

const readYaml = (path) => parse(readFileSync(path, 'utf8'));
const validate = new Ajv().compile(
  JSON.parse(readFileSync(join(CHART, 'values.schema.json'), 'utf8')),
);
const defaults = readYaml(join(CHART, 'values.yaml'));
const scenarios = globSync('ci/*-values.yaml', { cwd: CHART }).map((name) => join(CHART, name));

const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);
const merge = (base, over) =>
  isObject(base) && isObject(over)
    ? {
        ...base,
        ...Object.fromEntries(Object.entries(over).map(([k, v]) => [k, merge(base[k], v)])),
      }
    : over;

function render(values) {
  const text = execFileSync(HELM, ['template', 'tracker', CHART, '-f', values], {
    encoding: 'utf8',
  });
  const objects = parseAllDocuments(text, { uniqueKeys: true }).map((document) => {
    assert.deepEqual(document.errors, []);
    return document.toJS();
  });
  return objects.filter((object) => object !== null);
}

const isSubset = (part, whole) =>
  Object.entries(part).every(([key, value]) => whole[key] === value);

assert.ok(scenarios.length >= 4, `expected at least 4 files in ${CHART}/ci`);

for (const file of scenarios) {
  describe(basename(file), () => {
    const values = merge(defaults, readYaml(file));
    let objects = [];
    const all = (kind) => objects.filter((object) => object.kind === kind);
    const podOf = ({ spec }) => spec.template ?? { metadata: {}, spec };
    const pods = () => [...all('Deployment'), ...all('Job'), ...all('Pod')].map(podOf);

    before(() => {
      objects = render(file);
    });

    test('its values fit the schema', () => {
      assert.ok(validate(values), JSON.stringify(validate.errors));
    });

    test('has the fields that Kubernetes requires, of the right types', async () => {
      for (const object of objects.filter(({ apiVersion }) => !OTHERS.test(apiVersion))) {
        const models = await import(`kubernetes-models/${object.apiVersion}`);
        new models[object.kind](object).validate();
      }
    });

    test('selects the pods of the server, and no others', () => {
      const [deployment] = all('Deployment');
      const labels = deployment.spec.template.metadata.labels;
      const migration = all('Job').map((job) => job.spec.template.metadata.labels);
      const selectors = [
        deployment.spec.selector.matchLabels,
        ...all('Service').map(({ spec }) => spec.selector),
        ...all('PodDisruptionBudget').map(({ spec }) => spec.selector.matchLabels),
      ];
      for (const selector of selectors) {
        assert.ok(isSubset(selector, labels));
        for (const other of migration) assert.ok(!isSubset(selector, other));
      }
    });

    test('every pod runs without rights, on a root that cannot be written', () => {
      for (const { spec } of pods()) {
        assert.equal(spec.automountServiceAccountToken, false);
        assert.equal(spec.securityContext.runAsNonRoot, true);
        assert.equal(spec.securityContext.seccompProfile.type, 'RuntimeDefault');
        for (const { securityContext, resources } of spec.containers) {
          assert.equal(securityContext.readOnlyRootFilesystem, true);
          assert.equal(securityContext.allowPrivilegeEscalation, false);
          assert.deepEqual(securityContext.capabilities, { drop: ['ALL'] });
          assert.ok(resources.limits.memory && resources.requests.cpu);
        }
      }
    });

    test('secrets come as files, and no value of the configuration is one', () => {
      for (const { spec } of pods()) {
        const [secrets] = spec.volumes.filter(({ secret }) => secret);
        assert.equal(secrets.secret.secretName, values.existingSecret);
        for (const { env } of spec.containers) {
          const names = env.map(({ name }) => name);
          assert.ok(names.includes('DATABASE_URL_FILE') && !names.includes('DATABASE_URL'));
        }
      }
      const [{ data }] = all('ConfigMap');
      assert.ok(Object.keys(data).every((name) => !/SECRET|TOKEN$|DATABASE/.test(name)));
    });

    test('probes ask what the server answers, and it has time to end', () => {
      const { spec } = podOf(all('Deployment')[0]);
      const [{ ports, ...probes }] = spec.containers;
      assert.equal(probes.startupProbe.httpGet.path, '/health/live');
      assert.equal(probes.livenessProbe.httpGet.path, '/health/live');
      assert.equal(probes.readinessProbe.httpGet.path, '/health/ready');
      for (const { httpGet } of [
        probes.startupProbe,
        probes.livenessProbe,
        probes.readinessProbe,
      ]) {
        assert.ok(ports.some(({ name }) => name === httpGet.port));
      }
      assert.ok(
        spec.terminationGracePeriodSeconds > Number(values.config.SHUTDOWN_DELAY_SECONDS) + 20,
      );
    });

    test('a rolling update takes no pod away before another is ready', () => {
      const { strategy, replicas } = all('Deployment')[0].spec;
      assert.deepEqual(strategy.rollingUpdate, { maxUnavailable: 0, maxSurge: 1 });
      assert.equal(replicas === undefined, values.autoscaling.enabled);
      for (const { spec } of all('HorizontalPodAutoscaler')) {
        assert.equal(spec.scaleTargetRef.name, all('Deployment')[0].metadata.name);
      }
    });

    test('egress is names, the database and what the values allow, and nothing else', () => {
      assert.equal(all('NetworkPolicy').length, values.networkPolicy.enabled ? 1 : 0);
      for (const { spec } of all('NetworkPolicy')) {
        const { database, allowHttps, extraEgress } = values.networkPolicy;
        const ports = spec.egress.flatMap((rule) => rule.ports.map(({ port }) => port));
        const allowed = extraEgress.flatMap((rule) => rule.ports.map(({ port }) => port));
        assert.deepEqual(ports, [53, 53, database.port, ...(allowHttps ? [443] : []), ...allowed]);
        assert.equal(spec.egress[1].to[0].ipBlock.cidr, database.cidr);
        assert.deepEqual(spec.policyTypes, ['Ingress', 'Egress']);
        for (const pod of pods().filter(({ metadata }) => metadata.labels)) {
          assert.ok(isSubset(spec.podSelector.matchLabels, pod.metadata.labels));
        }
      }
    });

    test('the schema is brought forward before the server is', () => {
      assert.equal(all('Job').length, values.migration.enabled ? 1 : 0);
      for (const job of all('Job')) {
        assert.equal(job.metadata.annotations['helm.sh/hook'], 'pre-install,pre-upgrade');
        assert.deepEqual(job.spec.template.spec.containers[0].command, [
          'action-tracker',
          'migrate',
        ]);
      }
    });

    test('requests find the service', () => {
      const [{ metadata, spec }] = all('Service');
      for (const { spec: ingress } of all('Ingress')) {
        assert.equal(ingress.rules[0].http.paths[0].backend.service.name, metadata.name);
        assert.equal(ingress.tls[0].hosts[0], ingress.rules[0].host);
      }
      for (const { spec: route } of all('IngressRoute')) {
        const { services, middlewares } = route.routes[0];
        assert.equal(services[0].name, metadata.name);
        assert.equal(
          services.reduce((sum, { weight }) => sum + weight, 0),
          100,
        );
        const defined = all('Middleware').map((object) => object.metadata.name);
        assert.deepEqual(
          middlewares.map(({ name }) => name),
          defined,
        );
      }
      assert.equal(spec.type === 'NodePort', spec.ports[0].nodePort !== undefined);
    });

    test('the image is pinned as the values say', () => {
      for (const { spec } of pods()) {
        const { repository, digest } = values.image;
        const expected = digest ? `${repository}@${digest}` : `${repository}:`;
        assert.ok(spec.containers[0].image.startsWith(expected));
      }
    });
  });
}

describe('the schema refuses', () => {
  for (const [what, wrong] of Object.entries({
    'a type of service that is none': { service: { type: 'LoadBalancer' } },
    'a misspelt key': { image: { digset: 'sha256:00' } },
    'half a digest': { image: { digest: 'sha256:00' } },
    'a setting that the server does not know': { config: { LOGLEVEL: 'info' } },
    'a secret among the settings': { config: { JWT_SECRET: 'x' } },
    'a number where Kubernetes wants text': { config: { TRUST_PROXY: 1 } },
    'a database that is no range': { networkPolicy: { database: { cidr: 'db.example.com' } } },
    'more than all requests': { ingress: { canary: { weight: 101 } } },
    'no pods': { replicaCount: 0 },
    'metrics without the token to ask for them': { serviceMonitor: { enabled: true } },
  })) {
    test(what, () => assert.equal(validate(merge(defaults, wrong)), false));
  }
});
