package io.taskweir.state.layout;

import io.taskweir.state.TaskTypeInfo;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.annotation.Nullable;
import org.apache.flink.api.common.typeinfo.BasicArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.BasicTypeInfo;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.EnumTypeInfo;
import org.apache.flink.api.java.typeutils.ListTypeInfo;
import org.apache.flink.api.java.typeutils.MapTypeInfo;
import org.apache.flink.api.java.typeutils.ObjectArrayTypeInfo;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.api.java.typeutils.SetTypeInfo;
import org.apache.flink.api.java.typeutils.TupleTypeInfo;

/**
 * Flink's types as layouts. Records and enums in them are noted once each, however deep they lie.
 */
public final class TypesSeen {

  /** What needs no package to be known. */
  private static final Set<Class<?>> PLAIN =
      Set.of(String.class, BigDecimal.class, BigInteger.class, Instant.class, Void.class);

  private final Map<String, RecordLayout> records = new TreeMap<>();
  private boolean tasks;

  /** The records and enums that were seen, by the full text of their type. */
  public Map<String, RecordLayout> records() {
    return records;
  }

  /** Whether an envelope was among them. */
  public boolean sawTasks() {
    return tasks;
  }

  /** The layout of a type. */
  public TypeLayout see(TypeInformation<?> type) {
    if (type instanceof TaskTypeInfo<?> task) {
      tasks = true;
      return TypeLayout.of("Task", see(task.payloadType()));
    }
    if (type instanceof ListTypeInfo<?> list) {
      return TypeLayout.of("List", see(list.getElementTypeInfo()));
    }
    if (type instanceof SetTypeInfo<?> set) {
      return TypeLayout.of("Set", see(set.getElementTypeInfo()));
    }
    if (type instanceof MapTypeInfo<?, ?> map) {
      return TypeLayout.of("Map", see(map.getKeyTypeInfo()), see(map.getValueTypeInfo()));
    }
    if (type instanceof PojoTypeInfo<?> pojo) {
      return record(pojo);
    }
    if (type instanceof EnumTypeInfo<?>) {
      return enumOf(type.getTypeClass());
    }
    return arrayOrPlain(type);
  }

  private TypeLayout arrayOrPlain(TypeInformation<?> type) {
    if (type instanceof PrimitiveArrayTypeInfo<?> || type instanceof BasicArrayTypeInfo<?, ?>) {
      Class<?> component = type.getTypeClass().getComponentType();
      return TypeLayout.of(TypeLayout.ARRAY, TypeLayout.of(component.getSimpleName()));
    }
    if (type instanceof ObjectArrayTypeInfo<?, ?> array) {
      return TypeLayout.of(TypeLayout.ARRAY, see(array.getComponentInfo()));
    }
    if (type.getClass() == TupleTypeInfo.class) {
      TupleTypeInfo<?> tuple = (TupleTypeInfo<?>) type;
      List<TypeLayout> parts = new ArrayList<>();
      for (int i = 0; i < tuple.getArity(); i++) {
        parts.add(see(tuple.getTypeAt(i)));
      }
      return new TypeLayout(TypeLayout.TUPLE, parts);
    }
    Class<?> kept = type.getTypeClass();
    if (type instanceof BasicTypeInfo<?>) {
      boolean plain = PLAIN.contains(kept) || kept.getPackageName().equals("java.lang");
      return TypeLayout.of(plain ? kept.getSimpleName() : kept.getName());
    }
    return TypeLayout.of(TypeLayout.OPAQUE + kept.getTypeName().replace("[]", "-array"));
  }

  private TypeLayout enumOf(Class<?> type) {
    TypeLayout layout = TypeLayout.of(type.getName());
    List<String> constants =
        Arrays.stream(type.getEnumConstants())
            .map(constant -> ((Enum<?>) constant).name())
            .toList();
    records.put(layout.toString(), new RecordLayout(layout, Map.of(), constants));
    return layout;
  }

  private TypeLayout record(PojoTypeInfo<?> pojo) {
    Map<String, TypeLayout> fields = new TreeMap<>();
    for (String name : pojo.getFieldNames()) {
      TypeLayout type = see(pojo.getTypeAt(name));
      Class<?> declared = field(pojo.getTypeClass(), name).getType();
      fields.put(name, declared.isPrimitive() ? TypeLayout.of(declared.getName()) : type);
    }
    TypeLayout layout = new TypeLayout(pojo.getTypeClass().getName(), arguments(pojo, fields));
    records.put(layout.toString(), new RecordLayout(layout, fields, List.of()));
    return layout;
  }

  /** What stands for the type variables of a generic record; found in the fields that have them. */
  private static List<TypeLayout> arguments(PojoTypeInfo<?> pojo, Map<String, TypeLayout> fields) {
    Class<?> type = pojo.getTypeClass();
    List<TypeLayout> arguments = new ArrayList<>();
    for (TypeVariable<?> variable : type.getTypeParameters()) {
      @Nullable TypeLayout argument = null;
      for (Map.Entry<String, TypeLayout> field : fields.entrySet()) {
        Type generic = field(type, field.getKey()).getGenericType();
        argument = argument == null ? find(variable, generic, field.getValue()) : argument;
      }
      if (argument == null) {
        return List.copyOf(fields.values());
      }
      arguments.add(argument);
    }
    return arguments;
  }

  @Nullable
  private static TypeLayout find(TypeVariable<?> variable, Type generic, TypeLayout layout) {
    if (generic.equals(variable)) {
      return layout;
    }
    if (generic instanceof ParameterizedType parameterized) {
      Type[] inner = parameterized.getActualTypeArguments();
      for (int i = 0; inner.length == layout.arguments().size() && i < inner.length; i++) {
        TypeLayout found = find(variable, inner[i], layout.arguments().get(i));
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private static Field field(Class<?> type, String name) {
    for (Class<?> holder = type; holder != null; holder = holder.getSuperclass()) {
      for (Field field : holder.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          return field;
        }
      }
    }
    throw new IllegalStateException("no field " + name + " in " + type.getName());
  }
}
