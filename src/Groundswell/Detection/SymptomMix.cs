namespace Groundswell.Detection;

/// <summary>
/// Whether people report the same as ever, only more, or something stands out: how far the shares of the symptoms are from the usual ones,
/// in nats, less what chance makes of them.
/// </summary>
internal static class SymptomMix
{
    private const double MostReports = 150; // more say no more: the usual mix is not known better, and shifts a little from day to day
    private const double LeastShare = 0.01;

    /// <param name="parts">Reports, and reports expected, of each symptom.</param>
    /// <param name="scatter">Variance over mean: reports that come in bursts are fewer than they seem.</param>
    public static double Shift(IReadOnlyList<(double Reports, double Expected)> parts, double scatter)
    {
        double reports = 0, expected = 0;
        foreach (var (r, e) in parts)
        {
            reports += r;
            expected += e;
        }

        if (parts.Count < 2 || reports <= 0 || expected <= 0)
        {
            return 0;
        }

        var divergence = 0.0;
        foreach (var (r, e) in parts)
        {
            var usual = ((e / expected) + LeastShare) / (1 + (LeastShare * parts.Count));
            divergence += r > 0 ? r / reports * Math.Log(r / reports / usual) : 0;
        }

        var worth = reports / Math.Max(1, scatter);
        worth /= 1 + (worth / MostReports);
        return (worth * Math.Max(0, divergence)) - ((parts.Count - 1) / 2.0);
    }
}
