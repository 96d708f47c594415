namespace Groundswell.Attribution.CallGraphs;

/// <summary>By how much a node's calls cost more than usual in some rows, apart from there being more or fewer of them.</summary>
/// <param name="Amount">Cost a row beyond the usual, mean over the rows: seconds or failures.</param>
/// <param name="Spread">Standard deviation of <paramref name="Amount"/> if nothing were wrong.</param>
/// <param name="IsNew">The node is hardly called usually: that it is now is its caller's doing.</param>
internal readonly record struct ExcessCost(double Amount, double Spread, bool IsNew)
{
    /// <summary>A level moves by about this part between the weeks in which the usual was measured and the window.</summary>
    private const double Drift = 0.25;

    /// <summary>Fewer than this part of the window's calls usually: the node is new.</summary>
    private const double RareCalls = 0.1;

    /// <summary>Where the whole window is unlike the usual, nothing in it tells a fault from a drift: evidence ends here, in standard deviations.</summary>
    private const double MostWithoutQuietRows = 4.5;

    private const double Tiny = 1e-18;

    public static readonly ExcessCost None = new(0, 0, false);

    public double Deviations => Amount > 0 && Spread > 0 ? Amount / Spread : 0;

    public static ExcessCost Of(CallLoads window, int node, UsualCost usual, FaultRows fault, CallTrouble trouble)
    {
        var (during, outside) = Sum(window, node, fault);
        if (during.Rows == 0)
        {
            return None;
        }

        if (!usual.IsKnown || usual.CallsPerRow < RareCalls * during.CallsPerRow)
        {
            return new ExcessCost(during.Cost / fault.Count, during.Cost / fault.Count, IsNew: true);
        }

        var reference = ReferenceOf(usual, during, outside, trouble);
        var amount = (during.Cost - (during.Calls * reference.Level)) / fault.Count;
        var told = (double)during.Rows / fault.Count;
        var spread = Math.Sqrt(
            (reference.Noise * reference.Noise / during.Rows * told * told)
            + (reference.Variance * during.CallsPerRow * during.CallsPerRow * told * told));
        return new ExcessCost(
            amount,
            fault.Count == window.Rows ? Math.Max(spread, Math.Abs(amount) / MostWithoutQuietRows) : spread,
            IsNew: false);
    }

    /// <summary>
    /// The level to compare with: the usual one and that of the window's quiet rows, each weighed by how well it is known. The more
    /// the two disagree, the less the usual one counts, so that a system which was changed since is compared with itself.
    /// </summary>
    private static (double Level, double Variance, double Noise) ReferenceOf(UsualCost usual, Sums during, Sums outside, CallTrouble trouble)
    {
        var failing = trouble is CallTrouble.Failure;
        var drift = failing
            ? Drift * (usual.Level + Math.Sqrt(Math.Max(0, usual.Level * (1 - usual.Level))))
            : Drift * usual.Level;
        if (outside.Rows == 0)
        {
            return (usual.Level, drift * drift, usual.Noise);
        }

        var quiet = outside.Cost / outside.Calls;
        var noise = failing
            ? Math.Sqrt((usual.Noise * usual.Noise) + (quiet * during.CallsPerRow))
            : usual.Noise * (usual.Level > 0 ? Math.Max(1, quiet / usual.Level) : 1);
        var apart = quiet - usual.Level;
        var weightOfUsual = 1 / Math.Max(Math.Max(drift * drift, apart * apart), Tiny);
        var noiseOfCall = noise / during.CallsPerRow;
        var weightOfQuiet = outside.Rows / Math.Max(noiseOfCall * noiseOfCall, Tiny);
        var weight = weightOfUsual + weightOfQuiet;
        return (((usual.Level * weightOfUsual) + (quiet * weightOfQuiet)) / weight, 1 / weight, noise);
    }

    private static (Sums During, Sums Outside) Sum(CallLoads window, int node, FaultRows fault)
    {
        Sums during = default, outside = default;
        for (var row = 0; row < window.Rows; row++)
        {
            if (!window.TryGet(node, row, out var calls, out var cost))
            {
                continue;
            }

            if (fault.Holds(row))
            {
                during = during.With(calls, cost);
            }
            else
            {
                outside = outside.With(calls, cost);
            }
        }

        return (during, outside);
    }

    private readonly record struct Sums(int Rows, double Calls, double Cost)
    {
        public double CallsPerRow => Calls / Rows;

        public Sums With(double calls, double cost) => new(Rows + 1, Calls + calls, Cost + (calls * cost));
    }
}
