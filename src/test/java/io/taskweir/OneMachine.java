package io.taskweir;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands the {@link Machine} to every test that asks for one, and closes it after the last. */
final class OneMachine implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Machine.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(OneMachine.class))
        .getOrComputeIfAbsent(Machine.class, unused -> start(), Machine.class);
  }

  private static Machine start() {
    try {
      return new Machine();
    } catch (Exception e) {
      throw new IllegalStateException("the broker or the cluster did not start", e);
    }
  }
}
