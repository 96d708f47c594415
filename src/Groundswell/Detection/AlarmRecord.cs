namespace Groundswell.Detection;

/// <summary>
/// How often, and how high, the evidence of one series rises without an outage, against what it should by the law of the statistic
/// (a level a decade higher is reached a tenth as often, see <see cref="OutageFilter"/>). What the model of its counts gets wrong shows here:
/// a series that is bursty by nature reaches ten decades every other day. Evidence is then worth what it has been worth in this series, so
/// that the operator's rate of false alarms holds for sparse and busy, smooth and bursty series alike. Peaks over a level, their rate and
/// their mean excess, as in extreme value theory (J. Pickands 1975, Annals of Statistics 3), with a prior that says the law holds.
/// </summary>
internal struct AlarmRecord
{
    private const double Level = 2; // decades: so low that rises are many and tell soon
    private const double LevelStatistic = 100; // the same, before its logarithm
    private const double LawfulExcess = 0.4343; // mean decades above any level, by the law: 1 / ln 10
    private const double LargestExcess = 4; // counted of one rise: a single outage must not deafen the series
    private const double PriorRises = 8;
    private const double LeastRatio = 0.15;
    private const double LargestRatio = 30;
    private const double LeastSlope = 0.1;
    private const double OutageShare = 0.8; // over the usual; what is called down for less may be a rhythm that is not known
    private const double LongMistake = 2.5; // episodes after which what was called down was no mistake; after one less it was
    private const double LeastGuard = 0.01; // of the worth of evidence, where the promise is not kept
    private const double SmallRise = 1; // over the usual
    private const double LargeRise = 2; // an outage of three times the usual ...
    private const double LongRise = 2.5; // ... for so many episodes is heard whatever the past

    private double _expected; // rises that should have been seen
    private double _rises;
    private double _excess; // sum over them, in decades
    private long _last; // the last bin of the latest rise
    private double _peak; // of a rise that may not be over; 0 for none
    private int _down; // bins of it that were called down, with an outage's excess
    private long _from; // its first bin
    private double _share; // its excess over the usual, as a share of it
    private byte _isCalled; // it was called down at some time
    private AlarmVerdict _verdict; // what is known of it beside
    private Called _latest; // the latest that was called down and is over: later evidence may judge it
    private FalseAlarmCount _count;
    private double _factor; // that a small statistic is worth of itself
    private double _slope; // decades that each one beyond the level is worth; 0 where nothing is known

    /// <summary>What a statistic is worth in this series, on its own scale.</summary>
    /// <param name="statistic">As it comes from the filter.</param>
    /// <param name="bin">The bin after which it is so.</param>
    /// <param name="model">Of the bin's width.</param>
    public readonly double Weigh(double statistic, long bin, SeriesModel model)
    {
        if (_slope == 0 || statistic < LevelStatistic)
        {
            return _slope == 0 ? statistic : statistic * _factor;
        }

        var weighed = LevelStatistic * _factor * Math.Pow(statistic / LevelStatistic, _slope);
        return weighed >= statistic ? weighed : weighed * Math.Pow(statistic / weighed, Undeniable(bin, model));
    }

    /// <summary>
    /// Deafness has a bound: no record takes anything from a rise of several times the usual that has lasted. From 0, where what was a mistake
    /// before may be one again, to 1.
    /// </summary>
    private readonly double Undeniable(long bin, SeriesModel model)
    {
        var lasted = (bin - _from + 1) / (double)model.EpisodeBins;
        return _peak == 0 ? 0 : Math.Clamp((_share - SmallRise) / (LargeRise - SmallRise), 0, 1) * Math.Clamp((lasted - 1) / (LongRise - 1), 0, 1);
    }

    /// <summary>Takes in a bin.</summary>
    /// <param name="bin">Which bin.</param>
    /// <param name="statistic">The evidence after it, as it comes from the filter.</param>
    /// <param name="isDown">The series is called down.</param>
    /// <param name="share">Excess over the usual, as a share of it, if there is an outage.</param>
    /// <param name="model">Of the bin's width.</param>
    public void Learn(long bin, double statistic, bool isDown, double share, SeriesModel model)
    {
        if (statistic < LevelStatistic)
        {
            Pass(1, model);
            return;
        }

        if (bin - _last > model.EpisodeBins)
        {
            Finish(bin, model);
        }

        _from = _peak == 0 ? bin : _from;
        _share = share;

        // While an outage goes on nothing can be told of quiet times.
        Pass(isDown ? 0 : 1, model);
        _last = bin;
        _peak = Math.Max(_peak, Math.Log10(statistic));
        _down += isDown && share >= OutageShare ? 1 : 0;
        _isCalled |= (byte)(isDown ? 1 : 0);
    }

    /// <summary>Takes in some bins in which nothing rose.</summary>
    public void LearnSilence(int bins, SeriesModel model) => Pass(bins, model);

    /// <summary>
    /// Counts a rise that is over. Whether it was a mistake is what later evidence says; where there is none, one that was called down for
    /// longer than an episode's bins, with an outage's excess, was none.
    /// </summary>
    public void Finish(long bin, SeriesModel model)
    {
        if (_peak > 0 && bin - _last > model.EpisodeBins)
        {
            var rise = new Called(_from, _last, Math.Min(LargestExcess, _peak - Level), 0);
            Judge(ref rise, MistakeOf(_verdict) ?? Math.Clamp(LongMistake - (_down * model.BinEpisodes), 0, 1), _isCalled != 0, model);
            _latest = _isCalled != 0 ? rise : _latest;
            _peak = 0;
            _down = 0;
            _share = 0;
            _isCalled = 0;
            _verdict = AlarmVerdict.None;
        }

        var ratio = Math.Clamp((_rises + PriorRises) / (_expected + PriorRises), LeastRatio, LargestRatio);
        _factor = 1 / ratio;
        if (_count.Of(model) is { State: PromiseState.Exceeded } figures)
        {
            // Whatever the law says: where more mistakes come than were promised, evidence is worth as much less.
            _factor *= Math.Max(LeastGuard, figures.Promised / figures.Rate);
        }

        _slope = Math.Clamp(LawfulExcess * (_rises + PriorRises) / (_excess + (LawfulExcess * PriorRises)), LeastSlope, 1);
    }

    /// <summary>What later evidence says of what was called down between two bins. It is kept where nothing was.</summary>
    public void Reconsider(long from, long to, AlarmVerdict verdict, SeriesModel model)
    {
        if (MistakeOf(verdict) is not { } mistake)
        {
            return;
        }

        if (_isCalled != 0 && _from <= to && _last >= from)
        {
            _verdict = verdict;
        }
        else if (_latest.To > 0 && _latest.From <= to && _latest.To >= from)
        {
            Judge(ref _latest, mistake, isCalled: true, model);
        }
    }

    /// <summary>Nothing that was learned of the series holds any more. What was promised does.</summary>
    public void Forget() => this = new AlarmRecord { _count = _count };

    /// <summary>Mistakes so far.</summary>
    public readonly FalseAlarms FalseAlarms(SeriesModel model) => _count.Of(model);

    private static double? MistakeOf(AlarmVerdict verdict) => verdict switch
    {
        AlarmVerdict.Sound => 0,
        AlarmVerdict.Mistaken => 1,
        _ => null,
    };

    /// <summary>Counts a rise for as much of a mistake as it was, in place of what it was held for before.</summary>
    private void Judge(ref Called rise, double mistake, bool isCalled, SeriesModel model)
    {
        var more = mistake - rise.Mistake;
        _rises = Math.Max(0, _rises + more);
        _excess = Math.Max(0, _excess + (more * rise.Excess));
        rise = rise with { Mistake = mistake };
        if (isCalled && more != 0)
        {
            _count.Add(more, model);
        }
    }

    private void Pass(int bins, SeriesModel model)
    {
        _count.Watch(bins);
        var keep = model.AlarmKeep.Of(bins);
        _expected = (_expected * keep) + (bins * SeriesModel.ReachedShare / LevelStatistic);
        _rises *= keep;
        _excess *= keep;
    }

    /// <summary>A rise that was called down.</summary>
    /// <param name="From">Its first bin.</param>
    /// <param name="To">Its last.</param>
    /// <param name="Excess">Decades that it counts with.</param>
    /// <param name="Mistake">How much of a mistake it is held for, 0 to 1.</param>
    private readonly record struct Called(long From, long To, double Excess, double Mistake);
}
