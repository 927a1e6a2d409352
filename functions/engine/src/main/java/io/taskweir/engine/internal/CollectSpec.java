package io.taskweir.engine.internal;

import io.taskweir.engine.StageSettings.AuditLevel;
import io.taskweir.engine.Trigger;
import java.io.Serializable;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * All that a collection is told at wiring.
 *
 * @param place workflow and collection
 * @param keys how it is keyed
 * @param trigger when it fires
 * @param audit which events are written
 * @param item what is collected
 */
public record CollectSpec<I>(
    StageSpec.Place place,
    StageKeySelector<I> keys,
    Trigger trigger,
    AuditLevel audit,
    TypeInformation<I> item)
    implements Serializable {}
