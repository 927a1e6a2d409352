package io.taskweir.state;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.PojoField;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;

/** The type of a {@link Claim}: a record as others are, but for its serializer. */
final class ClaimTypeInfo extends PojoTypeInfo<Claim> {

  private static final long serialVersionUID = 1L;

  private ClaimTypeInfo() {
    super(Claim.class, fields());
  }

  @Override
  public TypeSerializer<Claim> createSerializer(SerializerConfig config) {
    return ClaimSerializer.INSTANCE;
  }

  private static List<PojoField> fields() {
    return Arrays.stream(Claim.class.getDeclaredFields())
        .filter(field -> !Modifier.isStatic(field.getModifiers()))
        .map(ClaimTypeInfo::field)
        .toList();
  }

  private static PojoField field(Field field) {
    return new PojoField(field, TypeInformation.of(field.getType()));
  }

  /** Flink asks here wherever it meets a claim. */
  public static final class Factory extends TypeInfoFactory<Claim> {

    @Override
    public TypeInformation<Claim> createTypeInfo(
        Type type, Map<String, TypeInformation<?>> parameters) {
      return new ClaimTypeInfo();
    }
  }
}
