using Groundswell.Attribution;

namespace Groundswell.Cli.Attributing;

/// <summary>How recorded cases are looked at.</summary>
internal static class WorldOptions
{
    /// <summary>A case's causes take down six services or more, and five of six cases have one: so the format has it.</summary>
    public static AttributionOptions Default { get; } = new() { LeastServices = 6, PriorScale = 8, Calibration = CalibrationCurve.Cases };
}
