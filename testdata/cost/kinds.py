"""Generators of inputs that could cost more than their size: measure.py shows what they cost."""
import json

GROUP = 'toolhive.stacklok.dev/v1beta1'


def resource_text(kind, name, spec, api_version=GROUP, name_space='ns1', **more):
    return json.dumps({'apiVersion': api_version, 'kind': kind,
                       'metadata': {'name': name, 'namespace': name_space}, **({'spec': spec} if spec else {}), **more})


def gateway(name='gw', group='tools', **spec):
    return resource_text('VirtualMCPServer', name,
                         {'groupRef': {'name': group}, 'incomingAuth': {'type': 'anonymous'}, **spec})


def group(name='tools'):
    return resource_text('MCPGroup', name, None)


def documents(*texts):
    return '\n---\n'.join(texts) + '\n'


def yaml_gateway(*lines):
    return '\n'.join(['apiVersion: ' + GROUP, 'kind: VirtualMCPServer', 'metadata: {name: gw, namespace: ns1}', 'spec:',
                      '  groupRef: {name: tools}', '  incomingAuth: {type: anonymous}', *lines, ''])


def pod_template(**pod):
    return gateway(podTemplateSpec={'spec': {'containers': [{'name': 'vmcp', **pod.pop('container', {})}], **pod}})


def steps(n, tool='t', **more):
    return [{'id': f's{i}', 'type': 'tool', 'tool': tool, **({'dependsOn': [f's{i - 1}']} if i else {}), **more}
            for i in range(n)]


def tool(n, make=steps, **more):
    return gateway(config={'compositeTools': [{'name': 'c', 'description': 'd', 'steps': make(n), **more}]})


def auth_server(**more):
    return {'issuer': 'https://a.example.com',
            'upstreamProviders': [{'name': 'u', 'type': 'oidc',
                                   'oidcConfig': {'issuerUrl': 'https://u.example.com', 'clientId': 'c'}}], **more}


def oidc():
    return {'incomingAuth': {'type': 'oidc', 'oidcConfigRef': {
        'name': 'o', 'audience': 'https://a.example.com/mcp', 'resourceUrl': 'https://a.example.com/mcp'}}}


OIDC_CONFIG = resource_text('MCPOIDCConfig', 'o', {'type': 'inline', 'inline': {'issuer': 'https://a.example.com'}})


def secret(keys, name='s', field='stringData'):
    return resource_text('Secret', name, None, 'v1', **{field: dict.fromkeys(keys, 'x')})


def entry(i, **spec):
    return resource_text('MCPServerEntry', f'm{i}', {'remoteUrl': 'https://a.example.com', 'transport': 'sse',
                                                     'groupRef': {'name': 'tools'}, **spec})


def cedar(policies):
    return gateway(incomingAuth={'type': 'anonymous', 'authzConfig': {'type': 'inline', 'inline': {'policies': policies}}})


def step_template(text):
    return tool(1, lambda n: steps(n, arguments={'a': text}))


def function_list(*texts, **spec):
    return json.dumps({'apiVersion': 'config.kubernetes.io/v1', 'kind': 'ResourceList',
                       'functionConfig': {'apiVersion': 'vmcp-render/v1alpha1', 'kind': 'VMCPRender',
                                          'metadata': {'name': 'f'}, 'spec': {'emit': ['all'], **spec}},
                       'items': [json.loads(text) for text in texts]})


def renamed(i, before=None):
    text = json.loads(secret(['k'], f's{i}-hash'))
    text['metadata']['annotations'] = {'internal.config.kubernetes.io/previousNames': before or f's{i}',
                                       'internal.config.kubernetes.io/previousNamespaces': 'ns1',
                                       'internal.config.kubernetes.io/previousKinds': 'Secret'}
    return json.dumps(text)


def each(make):
    return lambda n: documents(*(make(i) for i in range(n)))


def homeless(i):
    return resource_text('VirtualMCPServer', f'gw{i}', {'groupRef': {'name': 'tools'},
                                                        'incomingAuth': {'type': 'anonymous'}}, name_space='')


def built(objects, kustomization, **more):
    """A kustomization in which gateways are."""
    return {'kustomization.yaml': 'resources: [gw.yaml]\n' + kustomization,
            'gw.yaml': documents(*(homeless(i) for i in range(objects))), **more}


MOST_FILES = 300  # of a tree: more cost the file system more than the program
MOST_CURES = 1000  # in a round of them


def overlays(n, each, objects=1, loose=0):
    """Overlays of one base, and gateways that no build has."""
    tree = {'base/' + name: text for name, text in built(objects, '').items()}
    if loose:
        tree['loose/gw.yaml'] = documents(*(homeless(10 ** 6 + i) for i in range(loose)))
    for i in range(min(n, MOST_FILES)):
        tree[f'o{i}/kustomization.yaml'] = 'resources: [../base]\n' + each(i)
    return tree


def labelled(i, name='.*'):
    return (f'- {{target: {{kind: VirtualMCPServer, name: "{name}"}}, '
            f'patch: "[{{op: add, path: /metadata/labels, value: {{a: b{i}}}}}]"}}\n')


def operations(lines):
    return 'patches:\n- target: {kind: VirtualMCPServer}\n  patch: |-\n' + ''.join(f'    - {line}\n' for line in lines)


def applications(n, directories):
    """Argo CD Applications that take all of the same directories."""
    text = documents(*(json.dumps({'apiVersion': 'argoproj.io/v1alpha1', 'kind': 'Application', 'metadata': {'name': f'a{i}'},
                                   'spec': {'destination': {'namespace': f'n{i}'},
                                            'source': {'path': 'apps', 'directory': {'recurse': True}}}})
                       for i in range(n)))
    return {'apps.yaml': text, **{f'apps/d{i}/gw.yaml': homeless(i) + '\n' for i in range(min(directories, MOST_FILES))}}


def delivery(i, path, **spec):
    """A Kustomization of Flux's."""
    return json.dumps({'apiVersion': 'kustomize.toolkit.fluxcd.io/v1', 'kind': 'Kustomization',
                       'metadata': {'name': f'a{i}', 'namespace': 'flux-system'},
                       'spec': {'path': path, 'prune': True, 'sourceRef': {'kind': 'GitRepository', 'name': 'x'}, **spec}})


def replacements(objects, source, targets, **more):
    return built(objects, f'replacements:\n- source: {source}\n  targets:\n' + ''.join(targets), **more)


def kustomizations_in_a_row(n, kustomization):
    tree = built(n, kustomization)
    for i in range(MOST_FILES):
        below = '..' if i == 0 else f'../o{i - 1}'
        tree[f'o{i}/kustomization.yaml'] = f'resources: [{below}]\n' + kustomization
    return tree


def application_set(generators, path='.'):
    return json.dumps({'apiVersion': 'argoproj.io/v1alpha1', 'kind': 'ApplicationSet', 'metadata': {'name': 'a'},
                       'spec': {'generators': generators, 'template': {
                           'metadata': {'name': '{{name}}'},
                           'spec': {'source': {'path': path}, 'destination': {'namespace': '{{name}}'}}}}})


def directories(n, each):
    """Kustomizations whose number is what costs."""
    return {f'o{i}/kustomization.yaml': each(i) for i in range(min(n, 10 * MOST_FILES))}


def one_after_the_other(n, kind, field):
    """Kustomizations, each of which has the one before."""
    return directories(n, lambda i: f'kind: {kind}\n' + (f'{field}: [../o{i - 1}]\n' if i else 'namePrefix: a-\n'))


def objects_of_crd(spec, objects):
    """MCPGroups, and a CRD that has this schema for their specs."""
    schema = {'type': 'object', 'properties': {'spec': spec}}
    crd = {'apiVersion': 'apiextensions.k8s.io/v1', 'kind': 'CustomResourceDefinition', 'metadata': {'name': 'mcpgroups.toolhive.stacklok.dev'},
           'spec': {'group': 'toolhive.stacklok.dev', 'scope': 'Namespaced', 'names': {'kind': 'MCPGroup', 'plural': 'mcpgroups'},
                    'versions': [{'name': 'v1beta1', 'served': True, 'storage': True, 'schema': {'openAPIV3Schema': schema}}]}}
    return {'crds/crd.yaml': json.dumps(crd),
            'objects.yaml': documents(*(resource_text('MCPGroup', f'g{i}', one) for i, one in enumerate(objects)))}


def ruled(rules, objects):
    return objects_of_crd({'type': 'object', 'x-kubernetes-validations': rules,
                           'properties': {'t': {'type': 'string'}, 'l': {'type': 'array', 'items': {'type': 'string'}}}}, objects)


def auth_config(kind, **block):
    """An MCPExternalAuthConfig."""
    return resource_text('MCPExternalAuthConfig', 'e', {'type': kind, kind: block})


def deployment(**pod):
    """The Deployment of a gateway, as the input may have it."""
    return json.dumps({'apiVersion': 'apps/v1', 'kind': 'Deployment', 'metadata': {'name': 'gw', 'namespace': 'ns1'},
                       'spec': {'selector': {'matchLabels': {'a': 'b'}},
                                'template': {'metadata': {'labels': {'a': 'b'}}, 'spec': pod}}})


def strings(n, **more):
    return {'type': 'object', 'properties': {f'field{i}': {'type': 'string', **more} for i in range(n)}}


def telemetry(n, **open_telemetry):
    return documents(group(), resource_text('MCPTelemetryConfig', 't', {'openTelemetry': {
        'enabled': True, 'endpoint': 'https://x.example.com', 'tracing': {'enabled': True}, **open_telemetry}}),
                     *(gateway(f'g{i}', telemetryConfigRef={'name': 't'}) for i in range(n)))


def patterns(texts):
    """A tool with a parameter for each pattern."""
    return tool(1, parameters={'type': 'object', 'properties': {
        f'p{i}': {'type': 'string', 'pattern': text} for i, text in enumerate(texts)}})


CHECK = ['check']
CRDS = ['check', '--crds', 'crds', '--allow-empty']
UPGRADE = ['upgrade', '--from', '0.44']
RENDER = ['render', '--emit', 'all']
# name -> the arguments of the program, which reads a ResourceList when there are none, and the input for a number: a
# text, or the files of a tree.
KINDS = {
    # reading
    'broken documents': (CHECK, lambda n: 'a: [\n---\n' * n),
    'blanks in front of what is broken': (CHECK, lambda n: 'kind: A\nb: [a' + ' ' * 10 * n + '}\n'),
    'documents of one key': (CHECK, lambda n: 'a: b\n---\n' * n),
    'separators': (CHECK, lambda n: '---\n' * n),
    'one long line of a text': (CHECK, lambda n: documents(gateway(), resource_text('ConfigMap', 'c', None, 'v1', data={'k': 'word ' * n}))),
    'long lines that are folded': (RENDER, lambda n: gateway(config={'metadata': {'k': 'word ' * n}})),
    'one key after the other': (CHECK, lambda n: yaml_gateway(*(f'  key{i}: x' for i in range(n)))),
    'a key again and again': (CHECK, lambda n: 'a: x\n' * n),
    'a long key': (CHECK, lambda n: yaml_gateway('  ' + 'k' * n + ': x')),
    'a long quoted key': (CHECK, lambda n: yaml_gateway('  ? "' + 'k' * n + '"\n  : x')),
    'items of a flow list': (CHECK, lambda n: 'a: [' + 'x,' * n + ']\n'),
    'members of flow mappings': (CHECK, lambda n: 'a: [' + '{a: b},' * n + ']\n'),
    'items of nested lists': (CHECK, lambda n: 'a: [' + '[[[[[[[[x]]]]]]]],' * n + ']\n'),
    'flow brackets': (CHECK, lambda n: 'a: ' + '[' * n + '\n'),
    'JSON brackets': (CHECK, lambda n: '{"a":' * n),
    'anchors': (CHECK, lambda n: 'a: [' + ','.join(f'&a{i} x' for i in range(n)) + ']\n'),
    'aliases': (CHECK, lambda n: 'a: &a x\nb: [' + '*a,' * n + ']\n'),
    'aliases of a long text': (CHECK, lambda n: 'a: &a "' + 'x' * n + '"\nb: [' + '*a,' * (n // 10) + ']\n'),
    'merges of one mapping': (CHECK, lambda n: 'a: &a {k: v, l: w}\nb:\n' + '- {<<: *a}\n' * n),
    'a merge of a list': (CHECK, lambda n: 'a: &a {k: v}\nb: {<<: [' + '*a,' * n + ']}\n'),
    'merges in one mapping': (CHECK, lambda n: 'a: &a {k: v}\nb:\n' + '  <<: *a\n' * n),
    'lines of a folded text': (CHECK, lambda n: 'a: >-\n' + '  word\n' * n),
    'blank lines': (CHECK, lambda n: 'a: >-\n' + '\n' * n + '  x\n'),
    'comments': (CHECK, lambda n: '# comment\n' * n),
    'a quoted text of escapes': (CHECK, lambda n: 'a: "' + '\\u00e9' * n + '"\n'),
    'carriage returns': (CHECK, lambda n: 'a: x\r' * n),
    'lists of objects': (CHECK, lambda n: json.dumps({'apiVersion': 'v1', 'kind': 'List', 'items': [json.loads(group(f'g{i}')) for i in range(n)]})),
    # findings
    'unknown fields on one line': (CHECK, lambda n: yaml_gateway('  serviceAccount: {' + ','.join(f'k{i}: 1' for i in range(n)) + '}')),
    'items of the wrong type on one line': (CHECK, lambda n: gateway(config={'compositeTools': [1] * n})),
    'wrong items, one a line': (CHECK, lambda n: yaml_gateway('  config:', '    compositeTools:', *['    - 1'] * n)),
    'wrong items, as JSON': (CHECK + ['--diagnostics', 'json'], lambda n: yaml_gateway('  config:', '    compositeTools:', *['    - 1'] * n)),
    'wrong items, as SARIF': (CHECK + ['--diagnostics', 'sarif'], lambda n: yaml_gateway('  config:', '    compositeTools:', *['    - 1'] * n)),
    'wrong items, as JUnit': (CHECK + ['--diagnostics', 'junit'], lambda n: yaml_gateway('  config:', '    compositeTools:', *['    - 1'] * n)),
    'refused gateways': (CHECK, each(lambda i: resource_text('VirtualMCPServer', f'g{i}', {'groupRef': {'nam': 'x'}}))),
    'the same object again': (CHECK, each(lambda i: group())),
    'equal list items': (CHECK, lambda n: gateway(config={'aggregation': {'tools': [{'workload': 'w'}] * n}})),
    'wrong items of an object with a long name': (CHECK, lambda n: gateway('x' * (100 * n), config={'compositeTools': [1] * (20 * n)})),
    'unknown fields under a long key': (CHECK, lambda n: gateway(config={'compositeTools': [{'name': 'c', 'description': 'd', 'steps': [{'id': 's', 'type': 'tool', 'tool': 't', 'defaultResults': {'k': 'x'}}], 'parameters': {'type': 'object', 'properties': {'k' * (100 * n): {f'k{i}': {'type': 1} for i in range(10 * n)}}}}], 'telemetry': {'k' * (20 * n): 1}}, outgoingAuth={'source': 'inline', 'backends': {'b' * (100 * n): {f'k{i}': 1 for i in range(5 * n)}}})),
    # names
    'groups almost named': (CHECK, lambda n: documents(*(group(f'group-number-{i:05d}') for i in range(n)), *(gateway(f'g{i}', f'graup-numbre-{i:05d}') for i in range(n)))),
    'long groups almost named': (CHECK, lambda n: documents(*(group('a' * 100 + f'{i:05d}') for i in range(n)), *(gateway(f'g{i}', 'a' * 50 + f'{i:05d}' + 'b' * 50) for i in range(n)))),
    'keys almost named': (CHECK, lambda n: documents(secret(f'key-number-{i:05d}' for i in range(4 * n)), OIDC_CONFIG, gateway(authServerConfig=auth_server(hmacSecretRefs=[{'name': 's', 'key': f'kye-numbre-{i:05d}'} for i in range(n)]), **oidc()))),
    'Secrets not there': (CHECK, lambda n: documents(OIDC_CONFIG, gateway(authServerConfig=auth_server(hmacSecretRefs=[{'name': f's{i}', 'key': 'k'} for i in range(n)]), **oidc()))),
    'ExternalSecrets almost named': (CHECK, lambda n: documents(*(resource_text('ExternalSecret', f'secret-{i:05d}', {'data': [{'secretKey': 'k'}]}, 'external-secrets.io/v1') for i in range(n)), OIDC_CONFIG, gateway(authServerConfig=auth_server(hmacSecretRefs=[{'name': f'sceret-{i:05d}', 'key': 'k'} for i in range(n)]), **oidc()))),
    'steps almost named': (CHECK, lambda n: tool(n, lambda n: [{'id': f'step-{i:05d}', 'type': 'tool', 'tool': 't', 'dependsOn': [f'setp-{i:05d}']} for i in range(n)])),
    'steps almost named in templates': (CHECK, lambda n: tool(n, lambda n: [{'id': f'step-{i:05d}', 'type': 'tool', 'tool': 't', 'arguments': {'a': f'{{{{.steps.setp_{i:05d}.output}}}}'}} for i in range(n)])),
    'parameters almost named': (CHECK, lambda n: tool(n, lambda n: [{'id': f's{i}', 'type': 'tool', 'tool': 't', 'arguments': {'a': f'{{{{.params.praam_{i:05d}}}}}'}} for i in range(n)], parameters={'type': 'object', 'properties': {f'param_{i:05d}': {'type': 'string'} for i in range(n)}})),
    'tools of a member almost named': (CHECK, lambda n: documents(group(), resource_text('MCPToolConfig', 't', {'toolsFilter': [f'tool-{i:05d}' for i in range(n)]}), entry(0, toolConfigRef={'name': 't'}), tool(n, lambda n: [{'id': f's{i}', 'type': 'tool', 'tool': f'm0_tolo-{i:05d}'} for i in range(n)]))),
    'upstreams almost named': (CHECK, lambda n: documents(group(), resource_text('MCPExternalAuthConfig', 'e', {'type': 'upstreamInject', 'upstreamInject': {'providerName': 'u'}}), OIDC_CONFIG, gateway(outgoingAuth={'source': 'inline', 'backends': {f'b{i}': {'type': 'externalAuthConfigRef', 'externalAuthConfigRef': {'name': 'e'}} for i in range(n)}}, authServerConfig=auth_server(upstreamProviders=[{'name': f'u{i}', 'type': 'oidc', 'oidcConfig': {'issuerUrl': 'https://u.example.com', 'clientId': 'c'}} for i in range(n)]), **oidc()))),
    'makers of one Secret': (CHECK, lambda n: documents(resource_text('SopsSecret', 'x', {'secretTemplates': [{'name': 's'}] * (6 * n)}, 'isindir.github.com/v1alpha3'), pod_template(container={'env': [{'name': f'V{i}', 'valueFrom': {'secretKeyRef': {'name': 's', 'key': f'k{i}'}}} for i in range(n)]}))),
    'names with variables': (CHECK, lambda n: documents(*(secret(['k'], f'a${{A}}x{i}') for i in range(n)), pod_template(container={'envFrom': [{'secretRef': {'name': f'as{i}'}} for i in range(n)]}))),
    'variables of a delivery': (CHECK, lambda n: {'flux.yaml': delivery(0, './apps', postBuild={'substitute': {f'V{i}': f'${{V{i + 1}}}' for i in range(n)}}), 'apps/gw.yaml': homeless(0).replace('tools', ''.join(f'${{V{i}}}' for i in range(n)))}),
    'tools of gateways of one group': (CHECK, lambda n: documents(group(), *(entry(i) for i in range(n)), *(tool(1, lambda n: steps(n, f'm{i}_t')) for i in range(n)))),
    'gateways of one definition': (CHECK, lambda n: documents(group(), entry(0), resource_text('VirtualMCPCompositeToolDefinition', 'c', {'name': 'c', 'description': 'd', 'steps': [{'id': f's{i}', 'type': 'tool', 'tool': 'm1_t'} for i in range(n)]}), *(gateway(f'g{i}', config={'compositeToolRefs': [{'name': 'c'}]}) for i in range(n)))),
    'names in other namespaces': (CHECK, lambda n: documents(*(resource_text('MCPGroup', 'tools', None, name_space=f'n{i}') for i in range(n)), *(gateway(f'g{i}') for i in range(n)))),
    'gateways beside an unread text': (CHECK, lambda n: documents(*(gateway(f'g{i}', f'group{i}') for i in range(n)), 'a: [' + 'kind: name ' * (20 * n))),
    # members
    'gateways of one namespace': (RENDER, lambda n: documents(*(group(f'g{i}') for i in range(n)), *(gateway(f'g{i}', f'g{i}') for i in range(n)), *(json.dumps({**json.loads(entry(i)), 'spec': {**json.loads(entry(i))['spec'], 'groupRef': {'name': f'g{i}'}}}) for i in range(n)))),
    'members of one group': (RENDER, lambda n: documents(group(), gateway(outgoingAuth={'source': 'inline'}), *(entry(i) for i in range(n)))),
    'members, judged': (CHECK, lambda n: documents(group(), gateway(outgoingAuth={'source': 'inline'}), *(entry(i) for i in range(n)))),
    'members with forgotten Secrets': (CHECK + ['--diagnostics', 'json'], lambda n: documents(group(), gateway(outgoingAuth={'source': 'inline'}), *(entry(i, externalAuthConfigRef={'name': f'e{i}'}) for i in range(n)), *(resource_text('MCPExternalAuthConfig', f'e{i}', {'type': 'headerInjection', 'headerInjection': {'headerName': 'X-A', 'valueSecretRef': {'name': f's{i}', 'key': 'k'}}}) for i in range(n)))),
    'upstreams': (CHECK, lambda n: documents(OIDC_CONFIG, gateway(authServerConfig={'issuer': 'https://a.example.com', 'upstreamProviders': [{'name': f'u{i}', 'type': 'oidc', 'oidcConfig': {'issuerUrl': 'https://u.example.com', 'clientId': 'c'}} for i in range(n)]}, **oidc()))),
    'backends of outgoingAuth': (CHECK, lambda n: documents(group(), gateway(outgoingAuth={'source': 'inline', 'backends': {f'b{i}': {'type': 'externalAuthConfigRef', 'externalAuthConfigRef': {'name': f'e{i}'}} for i in range(n)}}))),
    # pods
    'variables of a pod template': (RENDER, lambda n: pod_template(container={'env': [{'name': f'V{i}', 'value': 'x'} for i in range(n)]})),
    'variables, judged': (CHECK, lambda n: pod_template(container={'env': [{'name': f'V{i}', 'value': f'$(V{i - 1})'} for i in range(n)]})),
    'sources of variables': (CHECK, lambda n: pod_template(container={'envFrom': [{'secretRef': {'name': f's{i}'}} for i in range(n)]})),
    'volumes of a pod template': (CHECK, lambda n: pod_template(volumes=[{'name': f'v{i}', 'emptyDir': {}} for i in range(n)], container={'volumeMounts': [{'name': f'v{i}', 'mountPath': f'/m/{i}'} for i in range(n)]})),
    'containers of a pod template': (RENDER, lambda n: pod_template(initContainers=[{'name': f'c{i}', 'image': 'i'} for i in range(n)])),
    'variables in an order': (RENDER, lambda n: pod_template(container={'env': [{'name': f'V{i}', 'value': 'x'} for i in range(n)], '$setElementOrder/env': [{'name': f'V{i}'} for i in range(n)]})),
    'annotations': (RENDER, lambda n: gateway(podTemplateSpec={'metadata': {'annotations': {f'k{i}': 'x' for i in range(n)}}})),
    'resources of a container': (CHECK, lambda n: pod_template(container={'resources': {'requests': {f'example.com/r{i}': '1' for i in range(n)}, 'limits': {f'example.com/r{i}': '1' for i in reversed(range(n))}}})),
    'labels of a pod template': (CHECK, lambda n: gateway(podTemplateSpec={'metadata': {'labels': {f'k{i}': 'x' for i in range(n)}}, 'spec': {'nodeSelector': {f'k{i}': 'x' for i in range(n)}}})),
    # composite tools
    'steps in a row': (CHECK, tool),
    'steps that need all before': (CHECK, lambda n: tool(int((n * 2) ** .5), lambda n: [{'id': f's{i}', 'type': 'tool', 'tool': 't', 'dependsOn': [f's{k}' for k in range(i)]} for i in range(n)])),
    'steps in a circle': (CHECK, lambda n: tool(n, lambda n: [{'id': f's{i}', 'type': 'tool', 'tool': 't', 'dependsOn': [f's{(i + 1) % n}']} for i in range(n)])),
    'composite tools': (CHECK, lambda n: gateway(config={'compositeTools': [{'name': f'c{i}', 'description': 'd', 'steps': [{'id': 's', 'type': 'tool', 'tool': 't'}]} for i in range(n)]})),
    'composite tool definitions': (CHECK, lambda n: documents(*(resource_text('VirtualMCPCompositeToolDefinition', f'c{i}', {'name': f'c{i}', 'description': 'd', 'steps': [{'id': 's', 'type': 'tool', 'tool': 't'}]}) for i in range(n)), gateway(config={'compositeToolRefs': [{'name': f'c{i}'} for i in range(n)]}))),
    'arguments of a step': (CHECK, lambda n: tool(1, lambda _: steps(1, arguments={f'a{i}': '{{.params.x}}' for i in range(n)}))),
    'broken templates of a step': (CHECK, lambda n: tool(1, lambda _: steps(1, arguments={f'a{i}': '{{' for i in range(n)}))),
    'keys of a ConfigMap, each asked for': (CHECK, lambda n: documents(resource_text('ConfigMap', 'c', None, 'v1', data={f'k{i}': 'x' for i in range(n)}), pod_template(container={'env': [{'name': f'V{i}', 'valueFrom': {'configMapKeyRef': {'name': 'c', 'key': f'k{i}', 'optional': True}}} for i in range(n)]}))),
    'properties of a schema': (CHECK, lambda n: tool(1, parameters={'type': 'object', 'properties': {f'p{i}': {'type': 'string'} for i in range(n)}})),
    'references of a schema': (CHECK, lambda n: tool(1, parameters={'type': 'object', '$defs': {f'd{i}': {'$ref': f'#/$defs/d{i + 1}'} for i in range(n)}, 'properties': {f'p{i}': {'$ref': '#/$defs/d0'} for i in range(n)}})),
    'a schema in a schema': (CHECK, lambda n: tool(1, parameters={'type': 'object', 'properties': {'p': json.loads('{"items":' * min(n, 400) + '{}' + '}' * min(n, 400))}, 'description': 'x' * n})),
    'schemas under a long key': (CHECK, lambda n: tool(1, parameters={'type': 'object', 'properties': {'k' * 3 * n: {'anyOf': [{}] * n}}})),
    'arguments under a long key': (CHECK, lambda n: tool(1, lambda _: steps(1, arguments={'k' * 3 * n: ['{{'] * n}))),
    'members of an enum in two orders': (CHECK, lambda n: tool(1, parameters={'type': 'object', 'properties': {'p': {'enum': [{f'k{i}': 'x' for i in range(n)}], 'default': {f'k{i}': 'x' for i in reversed(range(n))}}}})),
    'a long pattern in a schema': (CHECK, lambda n: tool(1, parameters={'type': 'object', 'properties': {'p': {'type': 'string', 'pattern': '(a|b?)' * n}}})),
    'repetitions in a pattern': (CHECK, lambda n: tool(1, parameters={'type': 'object', 'properties': {f'p{i}': {'type': 'string', 'pattern': '((a{30}){30}b)*'} for i in range(n)}})),
    'classes in a pattern': (CHECK, lambda n: patterns(['\\pL' * n])),
    'repetitions of classes in patterns': (CHECK, lambda n: patterns(['[\\pL\\p{Lu}]{1000}'] * n)),
    'repetitions one after the other in a pattern': (CHECK, lambda n: patterns(['a{1000}' * n])),
    'a long template': (CHECK, lambda n: step_template('{{.params.x}}' * n)),
    'a deep template': (CHECK, lambda n: step_template('{{if true}}' * n + '{{end}}' * n)),
    'parentheses in a template': (CHECK, lambda n: step_template('{{' + '(' * n + '1' + ')' * n + '}}')),
    'tools of the aggregation': (CHECK, lambda n: gateway(config={'aggregation': {'tools': [{'workload': f'w{i}', 'filter': ['a', 'b']} for i in range(n)]}})),
    'overrides of tools': (CHECK, lambda n: gateway(config={'aggregation': {'tools': [{'workload': 'w', 'overrides': {f't{i}': {'name': f'n{i}'} for i in range(n)}}]}})),
    # languages
    'Cedar policies': (CHECK, lambda n: cedar(['permit(principal, action, resource);'] * n)),
    'one long Cedar policy': (CHECK, lambda n: cedar(['permit(principal, action, resource) when { ' + 'true && ' * n + 'true };'])),
    'a deep Cedar policy': (CHECK, lambda n: cedar(['permit(principal, action, resource) when { ' + '(' * n + 'true' + ')' * n + ' };'])),
    'a set in Cedar': (CHECK, lambda n: cedar(['permit(principal, action, resource) when { 1 in [' + '1,' * n + '1] };'])),
    'Cedar entities': (CHECK, lambda n: gateway(incomingAuth={'type': 'anonymous', 'authzConfig': {'type': 'inline', 'inline': {'policies': ['permit(principal, action, resource);'], 'entitiesJson': json.dumps([{'uid': {'type': 'U', 'id': f'u{i}'}, 'attrs': {}, 'parents': []} for i in range(n)])}}})),
    'CEL of trusted issuers': (CHECK, lambda n: documents(OIDC_CONFIG, gateway(authServerConfig=auth_server(trustedIssuers=[{'issuer': f'https://i{i}.example.com', 'jwksUrl': 'https://j.example.com', 'expectedAudience': 'x', 'allowedDelegateClients': ['*'], 'actorMatcher': 'claims.a == 1 && ' * 20 + 'true'} for i in range(n)]), **oidc()))),
    # payloads and functions
    'an authz payload with aliases': (CHECK, lambda n: documents(resource_text('ConfigMap', 'c', None, 'v1', data={'authz.json': 'a: &a "' + 'x' * n + '"\nb: [' + '*a,' * (n // 10) + ']\n'}), gateway(incomingAuth={'type': 'anonymous', 'authzConfig': {'type': 'configMap', 'configMap': {'name': 'c'}}}))),
    'an authz payload': (CHECK, lambda n: documents(resource_text('ConfigMap', 'c', None, 'v1', data={'authz.json': json.dumps({'version': '1.0', 'type': 'cedarv1', 'cedar': {'policies': ['permit(principal, action, resource);'] * n, 'entities_json': '[]'}})}), gateway(incomingAuth={'type': 'anonymous', 'authzConfig': {'type': 'configMap', 'configMap': {'name': 'c'}}}))),
    'gateways of one authz payload': (CHECK, lambda n: documents(resource_text('ConfigMap', 'c', None, 'v1', data={'authz.json': json.dumps({'version': '1.0', 'type': 'cedarv1', 'cedar': {'policies': ['permit(principal, action, resource);'] * n, 'entities_json': '[]'}})}), *(gateway(f'g{i}', incomingAuth={'type': 'anonymous', 'authzConfig': {'type': 'configMap', 'configMap': {'name': 'c'}}}) for i in range(n)))),
    'gateways of one CA bundle': (CHECK, lambda n: documents(resource_text('ConfigMap', 'c', None, 'v1', data={'ca.crt': ('-----BEGIN CERTIFICATE-----\n' + 'A' * 64 + '\n-----END CERTIFICATE-----\n') * n}), resource_text('MCPOIDCConfig', 'o', {'type': 'inline', 'inline': {'issuer': 'https://a.example.com', 'caBundleRef': {'configMapRef': {'name': 'c', 'key': 'ca.crt'}}}}), *(gateway(f'g{i}', **oidc()) for i in range(n)))),
    'gateways of one signing key': (CHECK, lambda n: documents(resource_text('Secret', 's', None, 'v1', stringData={'k': 'x\n' * (40 * n)}), OIDC_CONFIG, *(gateway(f'g{i}', authServerConfig=auth_server(signingKeySecretRefs=[{'name': 's', 'key': 'k'}]), **oidc()) for i in range(n)))),
    'entries of a ConfigMap': (CHECK, lambda n: documents(gateway(), resource_text('ConfigMap', 'c', None, 'v1', data={f'k{i}': 'x' for i in range(n)}))),
    'items of a function': ([], lambda n: function_list(*(group(f'g{i}') for i in range(n)), *(gateway(f'g{i}', f'g{i}') for i in range(n)))),
    'unknown fields in items of a function': ([], lambda n: function_list(*(gateway(f'g{i}', servceType='x', a=1, b=2) for i in range(n)))),
    'other items of a function': ([], lambda n: function_list(gateway(), *(secret(['k'], f's{i}') for i in range(n)))),
    'renamed items of a function': ([], lambda n: function_list(*(renamed(i) for i in range(n)), OIDC_CONFIG, gateway(authServerConfig=auth_server(hmacSecretRefs=[{'name': f's{i}', 'key': 'k'} for i in range(n)]), **oidc()))),
    'items of a function of one former name': ([], lambda n: function_list(*(renamed(i, 's') for i in range(n)), OIDC_CONFIG, gateway(authServerConfig=auth_server(hmacSecretRefs=[{'name': 's', 'key': 'k'}] * (10 * n)), **oidc()))),
    'names that a function is for': ([], lambda n: function_list(*(gateway(f'g{i}') for i in range(n)), only=[f'ns1/gx{i}' for i in range(8 * n)])),
    'a wide annotation of an item': ([], lambda n: function_list(gateway(), resource_text('ConfigMap', 'c', None, 'v1', data={f'k{i}': 'x' for i in range(n)}))),
    # lists of a pod that are held against each other
    'equal ports': (CHECK, lambda n: pod_template(container={'ports': [{'containerPort': 80}] * n})),
    'equal paths of a volume': (CHECK, lambda n: pod_template(volumes=[{'name': 'v', 'secret': {'secretName': 's', 'items': [{'key': f'a{i}', 'path': 'p'} for i in range(n)]}}])),
    'paths of a volume': (CHECK, lambda n: pod_template(volumes=[{'name': 'v', 'configMap': {'name': 'c', 'items': [{'key': f'a{i}', 'path': f'p{i}'} for i in range(n)]}}])),
    'claims of a container': (CHECK, lambda n: pod_template(container={'resources': {'claims': [{'name': f'c{i}'} for i in range(n)]}}, resourceClaims=[{'name': f'c{i}', 'resourceClaimName': 'c'} for i in range(n)])),
    'names of limits': (CHECK, lambda n: pod_template(container={'resources': {'limits': {f'no name {i}': '1' for i in range(n)}}})),
    # what variables are cut to
    'beginnings of a variable': (CHECK + ['--var', 'A=' + 'a' * 1020], lambda n: gateway(serviceAccount=' '.join(['${A##*' + 'a' * 300 + 'b}'] * n))),
    # what is misspelt again and again
    'fields almost named': (CHECK, lambda n: gateway(config={f'operatonal{i}': 1 for i in range(n)})),
    'metadata almost named': (CHECK, lambda n: json.dumps({'apiVersion': GROUP, 'kind': 'MCPGroup', 'metadata': {'name': 'g', **{f'namespaec{i}': 'x' for i in range(n)}}})),
    'fields of a container almost named': (CHECK, lambda n: pod_template(container={f'imag{i}': 'x' for i in range(n)})),
    'keys of a Secret that are none': (CHECK, lambda n: secret(f'key {i}' for i in range(n))),
    'texts in texts': (CHECK, lambda n: documents(gateway(serviceAccount=[1]), resource_text('ConfigMap', 'c', None, 'v1', data={f'k{i}': json.dumps({'a': json.dumps({'b': 'c'})}) for i in range(n)}))),
    # builds
    'overlays in namespaces of their own': (CHECK, lambda n: overlays(n, lambda i: f'namespace: n{i}\n')),
    'overlays of many objects': (CHECK, lambda n: overlays(n, lambda i: f'namespace: n{i}\n', objects=n)),
    'overlays that differ': (CHECK, lambda n: overlays(n, lambda i: 'patches:\n' + labelled(i))),
    'overlays beside gateways without a build': (CHECK, lambda n: overlays(n, lambda i: 'patches:\n' + labelled(i), loose=n)),
    'Applications of the same directories': (CHECK, lambda n: applications(n, n // 2 + 1)),
    'patches by name': (CHECK, lambda n: built(n, 'patches:\n' + ''.join(labelled(i, f'gw{i}') for i in range(n)))),
    'patches by expression': (CHECK, lambda n: built(n, 'patches:\n' + ''.join(labelled(i, f'((g{{30}}){{30}})|g.*{i}') for i in range(n)))),
    'operations of a patch on many objects': (CHECK, lambda n: built(n, operations(f'{{op: add, path: /metadata/x{i}, value: x}}' for i in range(n)))),
    'items that a patch adds': (CHECK, lambda n: built(1, operations(['{op: add, path: /spec/x, value: []}'] + ['{op: add, path: /spec/x/-, value: x}'] * n))),
    'items that a patch adds in front': (CHECK, lambda n: built(1, operations(['{op: add, path: /spec/x, value: [a]}'] + ['{op: add, path: /spec/x/0, value: x}'] * n))),
    'members that a patch adds': (CHECK, lambda n: built(1, operations(['{op: add, path: /spec/x, value: {}}'] + [f'{{op: add, path: /spec/x/k{i}, value: x}}' for i in range(n)]))),
    'one patch file for many overlays': (CHECK, lambda n: overlays(n, lambda i: f'namespace: n{i}\npatches: [{{target: {{kind: VirtualMCPServer}}, path: ../patch.yaml}}]\n') | {'patch.yaml': json.dumps([{'op': 'add', 'path': '/metadata/labels', 'value': {f'k{i}': 'v' for i in range(n)}}])}),
    'generators that merge': (CHECK, lambda n: built(1, 'configMapGenerator:\n- {name: c, literals: [a=b]}\n' + ''.join(f'- {{name: c, literals: [k{i}=b], behavior: merge}}\n' for i in range(n)))),
    'files of generators': (CHECK, lambda n: {f'o{i}/{name}': text for i in range(min(n, MOST_FILES)) for name, text in built(1, f'namespace: n{i}\nconfigMapGenerator: [{{name: c, files: [f.json]}}]\n', **{'f.json': '{"a": 1}\n'}).items()}),
    'labels for many objects': (CHECK, lambda n: built(n, 'commonLabels:\n' + ''.join(f'  k{i}: v\n' for i in range(n)))),
    'labels of one object': (CHECK, lambda n: built(1, 'labels:\n' + ''.join(f'- pairs: {{k{i}: v}}\n' for i in range(n)))),
    'prefixes in a row': (CHECK, lambda n: kustomizations_in_a_row(n, 'namePrefix: p-\n')),
    'copies inside an object': (CHECK, lambda n: built(1, operations(f'{{op: copy, from: /spec, path: /spec/x{i}}}' for i in range(n)))),
    'parts of objects that are not there': (CHECK, lambda n: built(n, 'patches:\n' + ''.join(f'- patch: \'{{"apiVersion": "{GROUP}", "kind": "VirtualMCPServer", "metadata": {{"name": "wg{i}"}}}}\'\n' for i in range(n)))),
    'labels that patches select': (CHECK, lambda n: built(n, 'patches:\n' + ''.join(f'- {{target: {{labelSelector: "a in (b{i}), c"}}, patch: "[{{op: remove, path: /spec/x}}]"}}\n' for i in range(n)))),
    'misspelt fields of a kustomization': (CHECK, lambda n: built(1, ''.join(f'resuorces{i}: []\n' for i in range(n)))),
    'resources that are not there': (CHECK, lambda n: built(1, 'components:\n' + ''.join(f'- directory-{i}\n' for i in range(n)))),
    'variables of generators of one file': (CHECK, lambda n: built(1, 'configMapGenerator:\n' + ''.join(f'- {{name: c{i}, envs: [f.env]}}\n' for i in range(n)), **{'f.env': ''.join(f'a{i}=b\n' for i in range(4 * n))})),
    'generators of one file': (CHECK, lambda n: built(1, 'configMapGenerator:\n' + ''.join(f'- {{name: c{i}, files: [f.txt]}}\n' for i in range(n)), **{'f.txt': 'some text\n' * 4 * n})),
    'generators': (CHECK, lambda n: built(1, 'configMapGenerator:\n' + ''.join(f'- {{name: c{i}, literals: [a=b]}}\n' for i in range(n)))),
    'fields that refer to names': (CHECK, lambda n: built(n, 'namePrefix: p-\nconfigurations: [names.yaml]\n', **{'names.yaml': 'nameReference:\n- kind: MCPGroup\n  fieldSpecs:\n' + ''.join(f'  - {{kind: VirtualMCPServer, path: spec/a{i}}}\n' for i in range(n))})),
    'patterns of stars in a .gitignore': (CHECK, lambda n: {'.git/HEAD': '', '.gitignore': ''.join('a*' * 20 + f'b{i}*\n' for i in range(n)), **{'a' * 200 + f'{i}.yaml': homeless(i) for i in range(min(n, MOST_FILES))}}),
    'directories in a .gitignore': (CHECK, lambda n: {'.git/HEAD': '', '.gitignore': ''.join('/' + '**/a/' * 20 + f'b{i}\n' for i in range(n)), **{'a/' * 40 + f'{i}.yaml': homeless(i) for i in range(min(n, MOST_FILES))}}),
    'directories with the same objects': (CHECK, lambda n: {f'd{i}/gw.yaml': documents(*(homeless(k) for k in range(n // MOST_FILES + 1))) for i in range(MOST_FILES)}),
    'elements of an ApplicationSet': (CHECK, lambda n: {'gw.yaml': homeless(0), 'set.yaml': application_set([{'list': {'elements': [{'name': f'n{i}'} for i in range(n)]}}])}),
    'elements times elements': (CHECK, lambda n: {'gw.yaml': homeless(0), 'set.yaml': application_set([{'matrix': {'generators': [{'list': {'elements': [{part: f'n{i}'} for i in range(n)]}} for part in ('name', 'other')]}}])}),
    'elements with long names': (CHECK, lambda n: {'gw.yaml': homeless(0), 'set.yaml': application_set([{'list': {'elements': [{'a' * 20 * n: {f'k{i}': 'v' for i in range(n)}}]}}])}),
    'a long prefix of parameters': (CHECK, lambda n: {'gw.yaml': homeless(0), 'set.yaml': application_set([{'git': {'files': [{'path': '*.json'}], 'pathParamPrefix': 'x' * 20 * n}}]), **{f'e{i}.json': '{}' for i in range(min(n, 300))}}),
    'keys of a merge': (CHECK, lambda n: {'gw.yaml': homeless(0), 'set.yaml': application_set([{'merge': {'mergeKeys': ['n'] * n, 'generators': [{'list': {'elements': [{'n': 'x'}] * n}}] * 2}}])}),
    'versions of many sources': (CHECK, lambda n: {'gw.yaml': homeless(0), 'set.yaml': application_set([{'list': {'elements': [{'v': str(i)} for i in range(n)]}}]).replace('"source"', '"sources": ' + json.dumps([{'chart': 'toolhive-operator', 'targetRevision': '{{v}}'}] * n) + ', "source"')}),
    'nested elements with long keys': (CHECK, lambda n: {'gw.yaml': homeless(0), 'set.yaml': application_set([{'list': {'elements': ['@']}}]).replace('"@"', ('{"' + 'k' * (n // 10 + 1) + '":') * 400 + '1' + '}' * 400)}),
    'globs of long paths': (CHECK, lambda n: {'gw.yaml': homeless(0), 'set.yaml': application_set([{'git': {'directories': [{'path': '**a*' + 'a' * 100 + f'b{i}'} for i in range(n)]}}]), **{('a' * 200 + '/') * 10 + f'{i}.yaml': homeless(i) for i in range(min(n // 10, 100))}}),
    'template comments on one line': (CHECK, lambda n: {'gw.yaml': homeless(0) + '\n# ' + '#@' * 10 * n + '\n'}),
    'tokens on one line': (CHECK, lambda n: {'gw.yaml': homeless(0) + '\n# ' + ': #{' * 10 * n + '\n'}),
    'merges into a generated ConfigMap': (CHECK, lambda n: {'gw.yaml': homeless(0), 'base/kustomization.yaml': 'configMapGenerator: [{name: c, literals: [' + ', '.join(f'a{i}=b' for i in range(n)) + ']}]\n', 'kustomization.yaml': 'resources: [gw.yaml, base]\nconfigMapGenerator: [{name: c, behavior: merge, literals: [' + ', '.join(f'c{i}=b' for i in range(n)) + ']}]\n'}),
    'a generator of kustomize named again and again': (CHECK, lambda n: {'gw.yaml': homeless(0), 'g.yaml': 'apiVersion: builtin\nkind: SecretGenerator\nmetadata: {name: s}\nbehavior: merge\nliterals: [' + ', '.join(f'a{i}=b' for i in range(n)) + ']\n', 'kustomization.yaml': 'resources: [gw.yaml]\ngenerators: [' + ', '.join(['g.yaml'] * n) + ']\n'}),
    'a transformer named again and again': (CHECK, lambda n: {'gw.yaml': homeless(0), 't.yaml': 'apiVersion: builtin\nkind: PatchTransformer\nmetadata: {name: t}\ntarget: {kind: MCPGroup}\npatch: |\n' + '  - {op: add, path: /metadata/labels/a, value: b}\n' * n, 'kustomization.yaml': 'resources: [gw.yaml]\ntransformers: [' + ', '.join(['t.yaml'] * n) + ']\n'}),
    'patches of a generated Secret': (CHECK, lambda n: {'gw.yaml': homeless(0), 'kustomization.yaml': 'resources: [gw.yaml]\nsecretGenerator: [{name: s, literals: [' + ', '.join(f'a{i}=b' for i in range(n)) + ']}]\npatches:\n' + '- {target: {kind: Secret}, patch: "- {op: add, path: /data/b, value: c}"}\n' * n}),
    'labels of generators': (CHECK, lambda n: {'gw.yaml': homeless(0), 'kustomization.yaml': 'resources: [gw.yaml]\ngeneratorOptions: {annotations: {' + ', '.join(f'a{i}: b' for i in range(n)) + '}}\nsecretGenerator: [' + ', '.join(f'{{name: s{i}}}' for i in range(n)) + ']\n'}),
    'templates of generators': (CHECK, lambda n: {'gw.yaml': homeless(0), 'set.yaml': application_set([{'list': {'elements': [{'name': f'a{i}'} for i in range(n)], 'template': {'metadata': {'labels': {f'l{i}': 'x' for i in range(n)}}}}}])}),
    'files of git generators': (CHECK, lambda n: {'gw.yaml': homeless(0), 'set.yaml': application_set([{'git': {'files': [{'path': '**'}]}}] * n), **{f'e{i}.json': '{"name": "a", "b": {"c": "d"}}' for i in range(min(n, MOST_FILES))}}),
    'a parameter of an ApplicationSet again and again': (CHECK, lambda n: {'gw.yaml': homeless(0), 'set.yaml': application_set([{'list': {'elements': [{'name': 'x' * n}]}}], '{{name}}' * n)}),
    'a long annotation of many objects': (CHECK, lambda n: built(n, 'commonAnnotations: {a: ' + 'x' * (200 * n) + '}\n')),
    'a long prefix of many objects': (CHECK, lambda n: built(n, 'namePrefix: ' + 'x' * (200 * n) + '\n')),
    'a long text that patches add': (CHECK, lambda n: built(n, operations(['{op: add, path: /spec/x, value: ' + 'x' * (200 * n) + '}']))),
    'a long namespace of many objects': (CHECK, lambda n: built(n, 'namespace: ' + 'x' * (200 * n) + '\n')),
    'renamed objects of many clusters': (CHECK, lambda n: {name: text for i in range(250) for name, text in {f'o{i}/kustomization.yaml': 'resources: [gw.yaml]\nnamePrefix: p-\n', f'o{i}/gw.yaml': documents(group(), *(homeless(f'{i}-{k}') for k in range(n // 250 + 1)))}.items()}),
    'deliveries of the same objects': (CHECK, lambda n: {'flux.yaml': documents(*(json.dumps({'apiVersion': 'kustomize.toolkit.fluxcd.io/v1', 'kind': 'Kustomization', 'metadata': {'name': f'a{i}', 'namespace': 'flux-system'}, 'spec': {'path': './apps', 'prune': True, 'sourceRef': {'kind': 'GitRepository', 'name': 'x'}, 'targetNamespace': f'n{i}', 'postBuild': {'substitute': {'A': 'y' * 50}}}}) for i in range(n))), 'apps/gw.yaml': documents(*(json.dumps({**json.loads(homeless(i)), 'spec': {'groupRef': {'name': '${A}'}}}) for i in range(n)))}),
    'sets in a .gitignore': (CHECK, lambda n: {'.git/HEAD': '', '.gitignore': ''.join('a*' * 20 + f'[bc]{i % 10}*\n' for i in range(n)), **{'a' * 200 + f'{i}.yaml': homeless(i) for i in range(min(n, MOST_FILES))}}),
    'directories anywhere in a .gitignore': (CHECK, lambda n: {'.git/HEAD': '', '.gitignore': ''.join(f'**/a/**/b{i}/**/*.yaml\n' for i in range(n)), **{'a/' * 20 + f'g{i}.yaml': homeless(i) for i in range(min(n, MOST_FILES))}}),
    'lines of a .gitignore': (CHECK, lambda n: {'.git/HEAD': '', '.gitignore': ''.join(f'*a{i}?b*.yaml\n!*{i}c.yaml\n' for i in range(n)), **{f'd/abcabcabc{i}.yaml': homeless(i) for i in range(min(n, 10 * MOST_FILES))}}),
    'long sets in a .gitignore': (CHECK, lambda n: {'.gitignore': ''.join('*[' + 'bc' * 1900 + f']{i}\n' for i in range(n // 80)), **{'a' * 200 + f'{i}.yaml': homeless(i) for i in range(min(n, MOST_FILES))}}),
    'one file of replacements': (CHECK, lambda n: built(1, 'replacements:\n' + '- path: r.yaml\n' * n, **{'r.yaml': ''.join(f'- {{source: {{kind: VirtualMCPServer, fieldPath: metadata.name}}, targets: [{{select: {{kind: X{i}}}, fieldPaths: [a]}}]}}\n' for i in range(n // 6))})),
    'generators of one long file': (CHECK, lambda n: built(1, 'configMapGenerator:\n' + ''.join(f'- {{name: c{i}, files: [f.txt]}}\n' for i in range(n)), **{'f.txt': 'x' * (200 * n)})),
    'a template of many Applications': (CHECK, lambda n: {'gw.yaml': homeless(0), 'set.yaml': application_set([{'list': {'elements': [{'name': f'n{i}'} for i in range(n)]}}], 'x' * (20 * n))}),
    'replacements that double a text': (CHECK, lambda n: built(1, 'commonAnnotations: {a: "x,x,"}\nreplacements:\n' + ''.join('- {source: {kind: VirtualMCPServer, fieldPath: metadata.annotations.a}, targets: [{select: {kind: VirtualMCPServer}, fieldPaths: [metadata.annotations.a], options: {create: true, delimiter: ",", index: 0}}]}\n' for i in range(n)))),
    'replacements of many objects': (CHECK, lambda n: built(n, 'replacements:\n' + ''.join(f'- {{source: {{kind: VirtualMCPServer, name: gw{i}, fieldPath: metadata.name}}, targets: [{{select: {{kind: VirtualMCPServer}}, fieldPaths: [metadata.annotations.x{i}], options: {{create: true}}}}]}}\n' for i in range(n)))),
    'targets of a replacement': (CHECK, lambda n: replacements(n, '{kind: VirtualMCPServer, name: gw0, fieldPath: metadata.name}', (f'  - {{select: {{kind: VirtualMCPServer, name: gw{i}}}, fieldPaths: [spec.groupRef.name]}}\n' for i in range(n)))),
    'stars in the paths of a replacement': (CHECK, lambda n: replacements(1, '{kind: VirtualMCPServer, fieldPath: metadata.name}', ['  - select: {kind: VirtualMCPServer}\n    fieldPaths:\n', *(f'    - spec.config.x.*.v{i}\n' for i in range(n))]) | {'gw.yaml': json.dumps({**json.loads(homeless(0)), 'spec': {'config': {'x': [{'name': f'a{i}', 'v': '1'} for i in range(n)]}}})}),
    'deliveries that deliver themselves': (CHECK, lambda n: {'c/f.yaml': documents(*(delivery(i, './c', targetNamespace=f'n{i}', patches=[{'target': {'kind': 'VirtualMCPServer'}, 'patch': f'[{{op: add, path: /metadata/labels, value: {{a: b{i}}}}}]'}]) for i in range(n))), 'c/gw.yaml': homeless(0)}),
    'variables of deliveries': (CHECK, lambda n: {'flux.yaml': documents(*(delivery(i, './apps', targetNamespace=f'n{i}', postBuild={'substitute': {f'V{k}': str(i) for k in range(60)}}) for i in range(n))), 'apps/gw.yaml': documents(*(homeless(f'-${{V{i}}}') for i in range(n)))}),
    'overlays of a base with many patches': (CHECK, lambda n: overlays(n, lambda i: f'namespace: n{i}\n', objects=n) | {'base/kustomization.yaml': 'resources: [gw.yaml]\npatches:\n' + ''.join(labelled(i, f'gw{i}') for i in range(n))}),
    'overlays of a base that misses much': (CHECK, lambda n: overlays(n, lambda i: f'namespace: n{i}\n') | {'base/kustomization.yaml': 'resources:\n- gw.yaml\n' + ''.join(f'- a{i}\n' for i in range(n))}),
    'overlays of a base with many generators': (CHECK, lambda n: overlays(n, lambda i: f'namespace: n{i}\n') | {'base/kustomization.yaml': 'resources: [gw.yaml]\nconfigMapGenerator:\n' + ''.join(f'- {{name: c{i}}}\n' for i in range(5 * n))}),
    'overlays of a base with a patch file': (CHECK, lambda n: overlays(n, lambda i: f'namespace: n{i}\n') | {'base/kustomization.yaml': 'resources: [gw.yaml]\npatches:\n' + '- path: p.yaml\n' * n, 'base/p.yaml': '[]'}),
    'overlays of a base with broken patches': (CHECK, lambda n: overlays(n, lambda i: f'namespace: n{i}\n') | {'base/kustomization.yaml': 'resources: [gw.yaml]\npatches:\n' + '- patch: "[{op"\n' * 6 * n}),
    'classes in the targets of patches': (CHECK, lambda n: built(1, 'patches:\n' + ''.join(labelled(i, f'\\\\pL{i}') for i in range(n)))),
    'kustomizations that name each other': (CHECK, lambda n: {f'd{i}/kustomization.yaml': 'resources:\n' + ''.join(f'- ../d{j}\n' for j in range(n)) for i in range(n)} | {'d0/gw.yaml': homeless(0)}),
    'deliveries of many patches': (CHECK, lambda n: built(1, 'patches:\n' + ''.join(labelled(i, f'x{i}') for i in range(n))) | {'flux.yaml': documents(*(delivery(i, '.', targetNamespace=f'n{i}') for i in range(n)))}),
    'expressions of replacements': (CHECK, lambda n: built(n, 'replacements:\n' + ''.join(f'- {{source: {{kind: VirtualMCPServer, name: gw0, fieldPath: metadata.name}}, targets: [{{select: {{kind: "V.*", name: "((g{{30}}){{30}})|g.*{i}"}}, fieldPaths: [spec.groupRef.name]}}]}}\n' for i in range(n)))),
    'sources of variables': (CHECK, lambda n: {'flux.yaml': delivery(0, './apps', postBuild={'substituteFrom': [{'kind': 'ConfigMap', 'name': f'vasr-{i}', 'optional': True} for i in range(n)]}), 'vars.yaml': documents(*(resource_text('ConfigMap', f'vars-{i}', None, 'v1', 'flux-system', data={'a': 'b'}) for i in range(n))), 'apps/gw.yaml': homeless(0)}),
    'fields that no gateway has': (CHECK, lambda n: gateway(**{f'y{i}': 1 for i in range(n)})),
    'an order of workloads without tools': (CHECK, lambda n: documents(group(), gateway(config={'aggregation': {'defaultToolVisibility': 'deny', 'conflictResolution': 'priority', 'conflictResolutionConfig': {'priorityOrder': [f'm{i}' for i in range(6 * n)]}, 'tools': [{'workload': f'm{9 * n + i}'} for i in range(n)]}}))),
    'alternatives in a glob of an Application': (CHECK, lambda n: {'app.yaml': json.dumps({'apiVersion': 'argoproj.io/v1alpha1', 'kind': 'Application', 'metadata': {'name': 'a'}, 'spec': {'destination': {'namespace': 'n'}, 'source': {'path': 'p', 'directory': {'include': '{' + ','.join(f'*{i}x.yaml' for i in range(20 * n)) + '}'}}}}), **{f'p/{i}.yaml': homeless(i) for i in range(min(n, MOST_FILES))}}),
    'resources that are not there beside others': (CHECK, lambda n: {'kustomization.yaml': 'resources:\n' + ''.join(f'- file-nubmer-{i}.yaml\n' for i in range(n)), **{f'file-number-{i}.yaml': homeless(i) for i in range(min(n, MOST_FILES))}}),
    'directories in each other': (CHECK, lambda n: {'d/' * i + 'gw.yaml': homeless(i) for i in range(min(n, MOST_FILES))}),
    'codes that are none': (CHECK, lambda n: json.dumps({**json.loads(gateway()), 'metadata': {'name': 'gw', 'annotations': {'vmcp-render/suppress': ','.join(f'no-code-{i}' for i in range(n))}}})),
    'placeholders': (CHECK, each(lambda i: gateway(f'g{i}', f'${{GROUP_{i}:=tools}}'))),
    'suppressing annotations': (CHECK, each(lambda i: json.dumps({**json.loads(gateway(f'g{i}')), 'metadata': {'name': f'g{i}', 'annotations': {'vmcp-render/suppress': 'referenced-group, not-found, no-members'}}}))),
    'bases of bases': (CHECK, lambda n: one_after_the_other(n, 'Kustomization', 'resources') | {'o0/kustomization.yaml': 'resources: [gw.yaml]\n', 'o0/gw.yaml': homeless(0)}),
    'components of components': (CHECK, lambda n: one_after_the_other(n, 'Component', 'components') | built(1, f'components: [o{min(n, 10 * MOST_FILES) - 1}]\n')),
    'overlays in which the same is found': (CHECK, lambda n: directories(n, lambda i: f'resources: [../base]\nnamespace: n{i}\n') | {'base/' + name: text for name, text in built(1, '').items()}),
    'a file of patches again and again': (CHECK, lambda n: built(1, 'patches:\n' + '- path: more.yaml\n' * n, **{'more.yaml': documents(*(homeless(i + 1) for i in range(n // 9)))})),
    'rejected targets of a replacement': (CHECK, lambda n: replacements(n, '{kind: VirtualMCPServer, name: gw0, fieldPath: metadata.name}', ['  - select: {kind: VirtualMCPServer}\n    fieldPaths: [spec.groupRef.name]\n    reject:\n', *(f'    - {{name: "q.*w{i}"}}\n' for i in range(n))])),
    'targets by expressions': (CHECK, lambda n: replacements(n, '{kind: VirtualMCPServer, name: gw0, fieldPath: metadata.name}', (f'  - {{select: {{kind: VirtualMCPServer, name: "g.*{i}"}}, fieldPaths: [spec.groupRef.name]}}\n' for i in range(n)))),
    'generators beside objects': (CHECK, lambda n: built(n, 'configMapGenerator:\n' + ''.join(f'- {{name: c{i}, literals: [a=b]}}\n' for i in range(n)))),
    'overlays of a base with many faults': (CHECK, lambda n: directories(n, lambda i: f'resources: [../base]\nnamespace: n{i}\n') | {'base/' + name: text for name, text in built(1, ''.join(f'xa{i}: b\n' for i in range(9 * n))).items()}),
    'a configuration of many documents': (CHECK, lambda n: built(n, 'namePrefix: p-\nconfigurations: [names.yaml]\n', **{'names.yaml': '---\n'.join(f'nameReference:\n- {{kind: A{i}, fieldSpecs: [{{kind: B{n - i}, path: a/b}}]}}\n' for i in range(n))})),
    'configurations of many overlays': (CHECK, lambda n: directories(n, lambda i: f'resources: [../base/gw.yaml]\nnamePrefix: p{i}-\nconfigurations: [../base/names.yaml]\n') | {'base/gw.yaml': homeless(0), 'base/names.yaml': 'nameReference:\n' + ''.join(f'- {{kind: A{i}, fieldSpecs: [{{path: a/b}}]}}\n' for i in range(n))}),
    'decrypted files of many overlays': (CHECK, lambda n: directories(n, lambda i: f'resources: [../base/gw.yaml]\nnamePrefix: p{i}-\ngenerators: [../base/sops.yaml]\n') | {'base/gw.yaml': homeless(0), 'base/sops.yaml': 'apiVersion: viaduct.ai/v1\nkind: ksops\nmetadata: {name: a}\nfiles:\n' + ''.join(f'- a{i}.yaml\n' for i in range(5 * n))}),
    'deliveries in kustomizations': (CHECK, lambda n: directories(n, lambda i: 'resources: [flux.yaml]\n') | {f'o{i}/flux.yaml': delivery(i, f'./gone{i}') for i in range(min(n, 10 * MOST_FILES))} | {'o0/gw.yaml': homeless(0)}),
    'deliveries of overlays': (CHECK, lambda n: directories(n, lambda i: f'resources: [../base]\nnamespace: n{i}\n') | {'base/' + name: text for name, text in built(n, '').items()} | {'flux.yaml': documents(*(delivery(i, f'./o{i}') for i in range(n)))}),
    'members that take tokens of upstreams': (CHECK, lambda n: documents(group(), resource_text('MCPExternalAuthConfig', 'e', {'type': 'upstreamInject', 'upstreamInject': {'providerName': 'u'}}), *(entry(i, externalAuthConfigRef={'name': 'e'}) for i in range(n)), *(gateway(f'g{i}') for i in range(n)))),
    'members with auth configs': (CHECK, lambda n: documents(group(), *(resource_text('MCPExternalAuthConfig', f'e{i}', {'type': 'unauthenticated'}) for i in range(n)), *(entry(i, externalAuthConfigRef={'name': f'e{i}'}) for i in range(n)), *(gateway(f'g{i}') for i in range(n)))),
    'gateways of one authServerConfigRef': (CHECK, lambda n: documents(group(), OIDC_CONFIG, *(gateway(f'g{i}', authServerConfigRef={'name': 'e'}, **oidc()) for i in range(n)), auth_config('embeddedAuthServer', **auth_server(hmacSecretRefs=[{'name': f's{i}', 'key': 'k'} for i in range(4 * n)])))),
    'backends of one auth config': (CHECK, lambda n: documents(group(), gateway(outgoingAuth={'source': 'inline', 'backends': {f'b{i}': {'type': 'externalAuthConfigRef', 'externalAuthConfigRef': {'name': 'e'}} for i in range(n)}}), entry(0), auth_config('tokenExchange', tokenUrl='https://t.example.com', audience='a', scopes=[f'scope{i}' for i in range(5 * n)]))),
    'references of a long namespace': (CHECK, lambda n: documents(group(), gateway(outgoingAuth={'source': 'inline', 'backends': {f'b{i}': {'type': 'externalAuthConfigRef', 'externalAuthConfigRef': {'name': f'e{i}'}} for i in range(n)}})).replace('"gw", "namespace": "', '"gw", "namespace": "' + 'n' * 50 * n)),
    'members of one auth config': (CHECK, lambda n: documents(group(), gateway(outgoingAuth={'source': 'inline'}), *(entry(i, externalAuthConfigRef={'name': 'e'}) for i in range(n)), auth_config('tokenExchange', tokenUrl='https://t.example.com', audience='a', scopes=[f'scope{i}' for i in range(20 * n)]))),
    'references to one definition': (CHECK, lambda n: documents(group(), gateway(config={'compositeToolRefs': [{'name': 'c'}] * n}), resource_text('VirtualMCPCompositeToolDefinition', 'c', {'name': 'c', 'description': 'x' * 20 * n, 'steps': steps(1)}))),
    'a long format of prefixes': (CHECK, lambda n: documents(group(), *(entry(i) for i in range(n)), gateway(config={'aggregation': {'conflictResolutionConfig': {'prefixFormat': 'x' * 100 * n + '{workload}'}}, 'compositeTools': [{'name': 'c', 'description': 'd', 'steps': steps(1)}]}))),
    'refused variables of a Deployment that has others': (CHECK, lambda n: documents(pod_template(container={'env': [{'name': f'A{i}', 'value': 'x'} for i in range(n)]}), deployment(containers=[{'name': 'vmcp', 'image': 'i', 'env': [{'name': f'V={i}', 'value': 'x'} for i in range(n)]}]))),
    'refused containers of a Deployment': (CHECK, lambda n: documents(gateway(), deployment(containers=[{'name': f'c{i}', 'image': ''} for i in range(n)]))),
    'pull secrets of a gateway and its Deployment': (CHECK, lambda n: documents(gateway(imagePullSecrets=[{'name': f's{i}'} for i in range(n)]), deployment(imagePullSecrets=[{'name': ''} for i in range(n)], containers=[{'name': 'vmcp', 'image': 'i'}]))),
    'attributes of many gateways': (CHECK, lambda n: telemetry(n, resourceAttributes={f'k{i}': 'v' * 10 for i in range(10 * n)})),
    'headers of many gateways': (CHECK, lambda n: telemetry(n, sensitiveHeaders=[{'name': f'h{i}', 'secretKeyRef': {'name': f's{i}', 'key': 'k'}} for i in range(5 * n)])),
    # CRDs
    'required fields of a CRD': (CRDS, lambda n: objects_of_crd({**strings(n), 'required': [f'field{i}' for i in range(n)]}, [{'x': 1}] * n)),
    'defaults of a CRD': (CRDS, lambda n: objects_of_crd(strings(n, default='x'), [{'field0': 'y'}] * n)),
    'values of a CRD': (CRDS, lambda n: objects_of_crd({'type': 'object', 'properties': {'l': {'type': 'array', 'items': {'type': 'string', 'enum': [f'value-number-{i}' for i in range(n)]}}}}, [{'l': [f'value-nubmer-{i}' for i in range(n)]}])),
    'a long value of a CRD': (CRDS, lambda n: objects_of_crd({'type': 'object', 'properties': {'l': {'type': 'array', 'items': {'type': 'string', 'enum': ['a' * 3 * n]}}}}, [{'l': ['b'] * n}])),
    'lengths of a CRD': (CRDS, lambda n: objects_of_crd({'type': 'object', 'properties': {'a': {'type': 'string', 'allOf': [{'maxLength': 10 ** 9 - i} for i in range(n)]}}}, [{'a': 'x' * 20 * n}])),
    'alternatives of a CRD': (CRDS, lambda n: objects_of_crd({'type': 'object', 'properties': {'l': {'type': 'array', 'items': {'type': 'object', 'x-kubernetes-preserve-unknown-fields': True, 'anyOf': [{'required': [f'a{i}']} for i in range(n)]}}}}, [{'l': [{'b': 1}] * n}])),
    'rules of a CRD': (CRDS, lambda n: ruled([{'rule': f'self.t.size() < {i + 100000}'} for i in range(n)], [{'t': 'x'}] * n)),
    'keys of lists of a CRD': (CRDS, lambda n: objects_of_crd({'type': 'object', 'properties': {'l': {'type': 'array', 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': [f'a{i}' for i in range(n)], 'items': strings(n)}}}, [{'l': [{'field1': 'x'}] * n}])),
    'texts for a pattern of a CRD': (CRDS, lambda n: objects_of_crd({'type': 'object', 'properties': {'l': {'type': 'array', 'items': {'type': 'string', 'pattern': '(a?){500}a{500}'}}}}, [{'l': ['a' * 500] * n}])),
    'patterns of a CRD': (CRDS, lambda n: objects_of_crd({'type': 'object', 'properties': {f'p{i}': {'type': 'string', 'pattern': '[\\pL]{200}x'} for i in range(n)}}, [{f'p{i}': 'a' for i in range(n)}])),
    'rules of a CRD with classes': (CRDS, lambda n: ruled([{'rule': f"self.t.matches('\\\\pL{{{i % 900}}}')"} for i in range(n)], [{'t': 'x'}])),
    'messages of a CRD': (CRDS, lambda n: ruled([{'rule': 'false', 'messageExpression': f'self.t + "{i}"'} for i in range(n)], [{'t': 'x'}] * n)),
    'rules that cost much': (CRDS, lambda n: ruled([{'rule': 'self.l.all(x, self.l.all(y, x != y + "a"))'}], [{'l': [f'v{i}' for i in range(400)]}] * (n // 100 + 1))),
    'rules that make much': (CRDS, lambda n: ruled([{'rule': 'self.t.split("").map(x, self.t.split("")).size() > 3'}, {'rule': 'self.t.findAll("x*?y?").size() > 0'}], [{'t': 'x' * 10000}] * (n // 100 + 1))),
    # other commands
    'an upgrade': (UPGRADE, lambda n: documents(group(), *(gateway(f'g{i}') for i in range(n)))),
    'an upgrade of one config': (UPGRADE, lambda n: documents(group(), tool(n))),
    'an upgrade that shares a config': (UPGRADE, lambda n: documents(group(), resource_text('MCPToolConfig', 't', {'toolsFilter': [f't{i}' for i in range(20 * n)]}), *(gateway(f'g{i}', config={'aggregation': {'tools': [{'workload': f'm{k}', 'toolConfigRef': {'name': 't'}} for k in range(5)]}}) for i in range(n)))),
    'an upgrade of overlays': (UPGRADE, lambda n: overlays(n, lambda i: f'namespace: n{i}\n', objects=min(n, 20))),
    'an upgrade of members': (UPGRADE, lambda n: documents(group(), *(entry(i) for i in range(n)), *(gateway(f'g{i}') for i in range(n)))),
    'cures in many rounds': (['fix', '--dry-run'], lambda n: documents(group(), tool(n, lambda n: [{'id': f's{i}', 'type': 'tool', 'tol': 't', 'argumets': {}, 'dependOn': []} for i in range(n)]))),
    'cures in a long line': (['fix', '--dry-run'], lambda n: documents(group(), tool(n, lambda n: [{'id': f's{i}', 'type': 'tool', 'tol' if i < MOST_CURES else 'tool': 't'} for i in range(n)]))),
    'a graph': (['graph'], lambda n: documents(group(), *(gateway(f'g{i}') for i in range(n)), *(entry(i) for i in range(n)))),
    'notes of origins': (RENDER + ['--annotate-origin'], lambda n: pod_template(container={'env': [{'name': f'V{i}', 'value': 'x'} for i in range(n)]})),
}
