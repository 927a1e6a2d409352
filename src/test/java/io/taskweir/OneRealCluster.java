package io.taskweir;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands the one {@link RealCluster} to every test that asks for it, and ends it after the last. */
final class OneRealCluster implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == RealCluster.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(OneRealCluster.class))
        .getOrComputeIfAbsent(RealCluster.class, unused -> start(), RealCluster.class);
  }

  private static RealCluster start() {
    try {
      return RealCluster.highlyAvailable();
    } catch (Exception e) {
      throw new IllegalStateException("the cluster did not start", e);
    }
  }
}
