import type { ConfigurationCreation, ImageSource, Parameters, TargetNodes } from '../../model/parameters.js';
import type { ParametersFile } from '../../model/parameters-file.js';
import { initrdLayer, type NodeType, nodeTypes } from '../../model/words.js';

/** Fills in the defaults that depend on the node type, and lists every node once. Takes what passed the rules. */
export function complete(file: ParametersFile): Parameters {
  const { runbook, csm, change, image, configuration, session, bootParameters } = file;
  const { targetGroup, ...waiting } = session;
  const { nodes, ...changes } = bootParameters;
  const { nodeType, source, ...ofImage } = image;
  return {
    runbook,
    csm,
    ...(change === undefined ? {} : { change }),
    image: { nodeType, source: onlySource(source), ...ofImage },
    configuration: completeConfiguration(configuration, nodeType),
    session: { targetGroup: targetGroup ?? nodeTypes[nodeType].targetGroup, ...waiting },
    bootParameters: { nodes: eachOnce(nodes), ...changes },
  };
}

function onlySource({ upgrade, nextBoot, booted }: ParametersFile['image']['source']): ImageSource {
  if (upgrade !== undefined) {
    return { upgrade };
  }
  return booted === undefined ? { nextBoot: nextBoot ?? {} } : { booted };
}

function completeConfiguration(
  { name, create }: ParametersFile['configuration'],
  nodeType: NodeType,
): Parameters['configuration'] {
  return create === undefined ? { name } : { name, create: completeCreation(create, nodeType) };
}

function completeCreation(
  create: NonNullable<ParametersFile['configuration']['create']>,
  nodeType: NodeType,
): ConfigurationCreation {
  return { ...create, layers: create.layers ?? [nodeTypes[nodeType].firstLayer, initrdLayer] };
}

function eachOnce({ subrole, xnames, hosts }: ParametersFile['bootParameters']['nodes']): TargetNodes {
  return {
    ...(subrole === undefined ? {} : { subrole }),
    ...(xnames === undefined ? {} : { xnames: [...new Set(xnames)] }),
    ...(hosts === undefined ? {} : { hosts: [...new Set(hosts)] }),
  };
}
