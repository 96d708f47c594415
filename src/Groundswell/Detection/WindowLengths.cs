namespace Groundswell.Detection;

/// <summary>The window lengths over which a series of some bin width is judged, and the ring that holds them.</summary>
internal sealed class WindowLengths
{
    /// <summary>Windows of many lengths overlap: this many independent looks a bin were measured.</summary>
    public const double LooksPerBin = 2.5;

    private const int LongestRing = 1024; // bins of a second would need hours of them: their longest windows are given up

    private const double LooksPerLength = 2; // independent looks that a window of some length has while its own length passes

    private const double LoneShare = 0.1;
    private static readonly TimeSpan Lone = TimeSpan.FromMinutes(2);
    private static readonly int[] Minutes = [5, 10, 15, 20, 30, 45, 60, 90];

    public WindowLengths(double binSeconds)
    {
        SortedSet<int> bins = [1, 2, 3];
        foreach (var minutes in Minutes)
        {
            var length = (int)Math.Round(minutes * 60 / binSeconds);
            if (length >= 1 && length <= LongestRing / 2)
            {
                bins.Add(length);
            }
        }

        Bins = [.. bins];
        Prices = PricesOf(Bins, binSeconds);
        var capacity = 64;
        while (capacity < Bins[^1] + 8)
        {
            capacity *= 2;
        }

        Capacity = capacity;
    }

    /// <summary>Lengths in bins, ascending.</summary>
    public int[] Bins { get; }

    /// <summary>
    /// What a look through each length costs, in decades. A short window is looked through more often than a long one: at one price for
    /// all, nearly all false alarms would be single bins, and the long windows that find a faint outage would pay for them. So each length
    /// has a share of the false alarms of its own, as in multiscale tests (L. Dümbgen and V. Spokoiny, 2001, Annals of Statistics 29); the
    /// shares go with the root of the looks. A lone minute has a tenth of that: what goes on is found a minute later, the rest is nobody's outage.
    /// </summary>
    public double[] Prices { get; }

    /// <summary>Bins to hold; a power of two.</summary>
    public int Capacity { get; }

    private static double[] PricesOf(int[] bins, double binSeconds)
    {
        var looks = bins.Select(length => Math.Min(1, LooksPerLength / length)).ToArray();
        var shares = looks.Select((l, i) => Math.Sqrt(l) * (bins[i] * binSeconds < Lone.TotalSeconds ? LoneShare : 1)).ToArray();
        var all = shares.Sum();
        return [.. looks.Select((l, i) => Math.Log10(l * all / (shares[i] * LooksPerBin)))];
    }
}
