using System.Runtime.CompilerServices;

namespace Groundswell.Detection;

/// <summary>What all detectors of series with the same options share: rates and lengths in bins.</summary>
internal sealed class SeriesModel
{
    /// <summary>
    /// Share of the false alarms that the threshold would allow by its bound that come about: an alarm overshoots, and those that follow within
    /// half an hour are the same episode. Measured on quiet weeks from a report a week to thousands a minute (docs/detection.md).
    /// </summary>
    internal const double ReachedShare = 0.3;
    private const double AlarmHalfLifeDays = 28;
    private const double EpisodeMinutes = 30;

    private const double MinimumDownDecades = 1.5;
    private const int MinimumLearnBins = 12;
    private const double LevelHalfLifeDays = 4;
    private const double DispersionHalfLifeDays = 7;
    private const double DriftHalfLifeDays = 14;
    private const double DriftBlockMinutes = 30;
    private const double FitHours = 6;
    private const double PriorHours = 0.25;
    private const double SilenceMinutes = 60;
    private const double ReportsMinutes = 15;
    private static readonly ConditionalWeakTable<DetectorOptions, SeriesModel> Models = [];

    private SeriesModel(DetectorOptions options)
    {
        Options = options.Checked();
        BinSeconds = options.BinWidth.TotalSeconds;
        BinsPerDay = 86_400 / BinSeconds;
        Filter = new FilterModel(BinSeconds);
        DriftBins = Bins(DriftBlockMinutes);
        LevelKeep = new Fading(KeepOf(LevelHalfLifeDays * BinsPerDay), DriftBins);
        DispersionKeep = new Fading(KeepOf(DispersionHalfLifeDays * BinsPerDay), DriftBins);
        AlarmKeep = new Fading(KeepOf(AlarmHalfLifeDays * BinsPerDay), DriftBins);
        EpisodeBins = Bins(EpisodeMinutes);
        BinEpisodes = BinSeconds / (EpisodeMinutes * 60);
        DriftKeep = KeepOf(DriftHalfLifeDays * BinsPerDay / DriftBins);
        Clock = LocalClock.Of(options.Zone);
        ZoneMark = options.Zone.Id.Aggregate(0UL, (mark, letter) => unchecked((mark * 31) + letter));
        PriorBins = PriorHours * 3600 / BinSeconds;
        LearnBins = Math.Max(MinimumLearnBins, (long)Math.Ceiling(options.LearnFor.TotalSeconds / BinSeconds));
        AcceptBins = (long)Math.Ceiling(options.AcceptChangeAfter.TotalSeconds / BinSeconds);
        ChangeBins = (int)Math.Max(1, AcceptBins / LastingChange.Blocks);
        FitStride = Bins(FitHours * 60);
        SilenceBins = Math.Min(RecentBins.Capacity - 1, Bins(SilenceMinutes));
        ReportsBins = Bins(ReportsMinutes);
        DownDecades = Math.Max(MinimumDownDecades, Math.Log10(ReachedShare * 7 * BinsPerDay / options.FalseAlarmsPerWeek));
    }

    public DetectorOptions Options { get; }

    public double BinSeconds { get; }

    public double BinsPerDay { get; }

    public FilterModel Filter { get; }

    /// <summary>Null for UTC.</summary>
    public LocalClock? Clock { get; }

    /// <summary>Tells the days of one zone from another's: what was learned in one means nothing in the other.</summary>
    public ulong ZoneMark { get; }

    public Fading LevelKeep { get; }

    public Fading DispersionKeep { get; }

    public Fading AlarmKeep { get; }

    /// <summary>Bins by which two alarms are apart; nearer ones are one episode.</summary>
    public int EpisodeBins { get; }

    /// <summary>Episodes of half an hour in a bin.</summary>
    public double BinEpisodes { get; }

    /// <summary>Bins of a block, whose neighbour tells how far the series drifts.</summary>
    public int DriftBins { get; }

    public double DriftKeep { get; }

    /// <summary>How long the first guess of a level counts as watched.</summary>
    public double PriorBins { get; }

    public long LearnBins { get; }

    public long AcceptBins { get; }

    /// <summary>Bins of a block in which a change must show before it is accepted.</summary>
    public int ChangeBins { get; }

    /// <summary>Bins between two fits of the rhythm.</summary>
    public int FitStride { get; }

    /// <summary>Bins over which a lack of reports is told.</summary>
    public int SilenceBins { get; }

    /// <summary>Bins of the quarter of an hour whose reports are counted.</summary>
    public int ReportsBins { get; }

    /// <summary>Decades of evidence that call a series down.</summary>
    public double DownDecades { get; }

    /// <summary>One for all equal options, for as long as any of them is in use.</summary>
    public static SeriesModel Of(DetectorOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Models.GetValue(options, static o => Models.FirstOrDefault(known => known.Key == o).Value ?? new SeriesModel(o));
    }

    /// <summary>So many minutes in bins, at least one.</summary>
    public int Bins(double minutes) => (int)Math.Max(1, Math.Round(minutes * 60 / BinSeconds));

    private static double KeepOf(double halfLifeBins) => Math.Pow(0.5, 1 / halfLifeBins);
}
