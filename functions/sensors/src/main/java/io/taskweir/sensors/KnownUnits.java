package io.taskweir.sensors;

import java.util.Set;

/**
 * The units that need no setting to be known, by the symbol that a reading must give, case and all:
 * after SI and UCUM, with the spellings that devices send. No unit is converted into another.
 */
final class KnownUnits {

  /**
   * In lines by what they measure: numbers and shares, temperature, pressure, electricity, power
   * and energy, time and frequency, length to volume, mass and concentration, motion and flow,
   * light and radiation, data.
   */
  private static final String TABLE =
      """
      1 count % %RH ppm ppb dB dBm dBA pH
      C °C Cel degC F °F degF K
      Pa hPa kPa MPa bar mbar psi mmHg
      V mV kV A mA µA uA Ohm Ω kOhm MOhm F/m S/m uS/cm
      W mW kW MW GW VA kVA var kvar J kJ MJ GJ Wh kWh MWh GWh Ah mAh
      s ms us µs ns min h d Hz kHz MHz GHz rpm 1/s 1/min 1/h bpm
      m mm cm um µm km in ft mi m2 m² m3 m³ l L ml mL gal
      kg g mg ug µg t lb kg/m3 g/m3 mg/m3 mg/m³ ug/m3 µg/m3 µg/m³ ng/m3 mg/l mg/L g/l g/L mol
      mmol/l mmol/L
      m/s km/h mph kn m/s2 m/s² mm/s mm/h l/s l/min l/h L/min m3/s m3/h kg/s kg/h N kN Nm g-force
      lx lm cd W/m2 W/m² uSv/h µSv/h mSv Bq Bq/m3 deg ° rad
      B kB MB GB KiB MiB GiB B/s kB/s MB/s bit/s kbit/s Mbit/s
      """;

  private static final Set<String> SYMBOLS = Set.of(TABLE.split("\\s+"));

  private KnownUnits() {}

  /** Whether {@code unit} is one of them. */
  static boolean contains(String unit) {
    return SYMBOLS.contains(unit);
  }
}
