namespace Groundswell.Attribution;

/// <summary>What attribution takes for granted. Each default and how it was found: docs/attribution.md.</summary>
public sealed record AttributionOptions
{
    /// <summary>Causes that may be at work at once. 1 to 4.</summary>
    public int MostCauses { get; init; } = 4;

    /// <summary>Minutes looked back over for a beginning: where chance symptoms and stale notices spread evenly.</summary>
    public double WindowMinutes { get; init; } = 100;

    /// <summary>P(a service is down by itself within the window).</summary>
    public double OwnOutage { get; init; } = 0.004;

    /// <summary>P(a service shows symptoms within the window though it is up).</summary>
    public double FalseSymptom { get; init; } = 0.02;

    /// <summary>The same of one whose symptoms were judged with those of all others, and were neither chance nor meant for another.</summary>
    public double JudgedSymptom { get; init; } = 0.004;

    /// <summary>P(a service that is down is ever reported).</summary>
    public double EverReported { get; init; } = 0.92;

    /// <summary>Minutes from an outage to its report that no number of users shortens.</summary>
    public double ReportingDelay { get; init; } = 2.5;

    /// <summary>Minutes from an outage to its report, times the service's information.</summary>
    public double ReportingDelayPerInformation { get; init; } = 9.6;

    /// <summary>P(a probe fails | its component is down).</summary>
    public double ComponentProbeHit { get; init; } = 0.83;

    /// <summary>P(a probe fails | its service is down).</summary>
    public double ServiceProbeHit { get; init; } = 0.78;

    /// <summary>P(a probe fails | its target is up).</summary>
    public double ProbeFalseAlarm { get; init; } = 0.0115;

    /// <summary>What each further probe of a target in one run is worth beside the first: they share network and moment. 0 to 1.</summary>
    public double FurtherProbe { get; init; } = 0.5;

    /// <summary>P(a supplier ever posts a notice of a component that is down).</summary>
    public double EverPosted { get; init; } = 0.55;

    /// <summary>Minutes before which nobody posts.</summary>
    public double PostingDelay { get; init; } = 5;

    /// <summary>Mean of the minutes that posting takes beyond <see cref="PostingDelay"/>.</summary>
    public double PostingMean { get; init; } = 25;

    /// <summary>P(a notice in the window | its component is up).</summary>
    public double StaleNotice { get; init; } = 0.002;

    /// <summary>Services that a cause must fail, now or soon, to be one that is shared.</summary>
    public int LeastServices { get; init; } = 2;

    /// <summary>Factor on every prior: whoever asks has seen something already.</summary>
    public double PriorScale { get; init; } = 3;

    /// <summary>Standard deviation of ln of the minutes in which a failure reaches a dependant.</summary>
    public double LagSpread { get; init; } = 0.6;

    /// <summary>What the model's probabilities are worth.</summary>
    public CalibrationCurve Calibration { get; init; } = CalibrationCurve.Node;

    /// <summary>Calibrated probability from which a component, region or provider is named.</summary>
    public double NameFrom { get; init; } = 0.8;

    /// <summary>Causes tried one by one, the likeliest first.</summary>
    public int Candidates { get; init; } = 48;

    /// <summary>Hypotheses of one cause that a second is looked for beside.</summary>
    public int Beam { get; init; } = 8;
}
