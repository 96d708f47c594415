namespace Groundswell.Attribution;

/// <summary>What the probes of one target are worth.</summary>
internal static class ProbeLikelihood
{
    /// <summary>P(probes | down by each mechanism) / P(probes | up).</summary>
    public static void Fill(ProbeTally tally, int target, double hit, AttributionOptions options, Span<double> ratios)
    {
        var (well, failing) = (tally.Well(target), tally.Failing(target));
        var discount = Discount(well + failing, options);
        var plain = (failing * Math.Log(hit / options.ProbeFalseAlarm)) + (well * Math.Log((1 - hit) / (1 - options.ProbeFalseAlarm)));
        for (var mechanism = 0; mechanism < ratios.Length; mechanism++)
        {
            var sum = plain;
            for (var mode = 0; failing > 0 && mode < SignatureTable.Modes; mode++)
            {
                var count = tally.Failing(target, (FailureMode)mode);
                sum += count == 0 ? 0 : count * SignatureTable.LogRatio((Mechanism)mechanism, (FailureMode)mode);
            }

            ratios[mechanism] = Math.Exp(sum * discount);
        }
    }

    /// <summary>Probes of one target share network and moment: each beyond the first counts for part of one.</summary>
    private static double Discount(int probes, AttributionOptions options) =>
        probes <= 1 ? 1 : (1 + ((probes - 1) * options.FurtherProbe)) / probes;
}
