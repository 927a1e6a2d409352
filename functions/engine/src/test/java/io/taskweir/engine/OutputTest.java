package io.taskweir.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskweir.engine.Words.Count;
import io.taskweir.engine.Words.Line;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

/** A typed output is one constant, wherever it has travelled. */
class OutputTest {

  @Test
  void isTheSameAfterItWasShipped() throws Exception {
    Output<Line> shipped = InstantiationUtil.clone(Words.SINGLE);

    assertThat(shipped).isEqualTo(Words.SINGLE).hasSameHashCodeAs(Words.SINGLE);
    assertThat(shipped.tag()).isEqualTo(Words.SINGLE.tag());
    assertThat(shipped.tag().getTypeInfo()).isEqualTo(Words.SINGLE.tag().getTypeInfo());
  }

  /** Every emission asks for it, and to read a type by reflection is dear. */
  @Test
  void makesItsTagOnce() {
    assertThat(Words.SINGLE.tag()).isSameAs(Words.SINGLE.tag());
  }

  @Test
  void isAnotherOneWithAnotherNameOrType() {
    assertThat(Output.of("single", Count.class)).isNotEqualTo(Words.SINGLE);
    assertThat(Output.of("other", Line.class)).isNotEqualTo(Words.SINGLE);
  }

  @Test
  void refusesANameThatIsNotKebabCase() {
    assertThatThrownBy(() -> Output.of("Links", Line.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("output name: expected kebab-case, got \"Links\"");
  }
}
