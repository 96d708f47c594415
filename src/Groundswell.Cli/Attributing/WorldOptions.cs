using Groundswell.Attribution;

namespace Groundswell.Cli.Attributing;

/// <summary>How recorded cases are looked at.</summary>
internal static class WorldOptions
{
    public static AttributionOptions Default { get; } = Overridden();

    private static AttributionOptions Overridden()
    {
        var o = new AttributionOptions();
        double G(string n, double d) => Environment.GetEnvironmentVariable("GA_" + n) is { } t ? double.Parse(t, System.Globalization.CultureInfo.InvariantCulture) : d;
        return o with
        {
            PriorScale = G("prior", o.PriorScale), FalseSymptom = G("eps", o.FalseSymptom), OwnOutage = G("lam", o.OwnOutage), WindowMinutes = G("win", o.WindowMinutes),
            Candidates = (int)G("cand", o.Candidates), Beam = (int)G("beam", o.Beam), ComponentProbeHit = G("hit", o.ComponentProbeHit), CalibrationOffset = G("ca", o.CalibrationOffset), CalibrationSlope = G("cb", o.CalibrationSlope),
        };
    }
}
