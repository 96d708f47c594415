namespace Groundswell.Detection;

/// <summary>
/// Mistakes of one series and the time in which they came, in all and since the evidence that they are too many was last nil. That
/// evidence is an e-detector (J. Shin, A. Ramdas, A. Rinaldo 2023): the largest product, over the possible beginnings, of likelihood ratios
/// of <see cref="Worse"/> times the promised rate to the promised one. It falls by itself in quiet time, and holds whatever the model of the counts is worth.
/// </summary>
internal struct FalseAlarmCount
{
    public const double Worse = 4; // times what was promised: a rate of up to 2.2 times, (Worse - 1) / ln Worse, is never told of for long
    public const double LogWorse = 1.3862943611198906;
    public const double Telling = 4.605170185988092; // ln 100: four mistakes in quick succession

    private double _watched; // bins
    private double _mistakes;
    private double _from; // bins watched when the evidence was last nil
    private double _since; // mistakes from then on

    public void Watch(double bins) => _watched += bins;

    /// <summary>Counts a mistake, or a part of one; a negative part takes back what later evidence says was none.</summary>
    public void Add(double mistake, SeriesModel model)
    {
        if (Of(model).Evidence == 0)
        {
            (_from, _since) = (_watched, 0);
        }

        _mistakes = Math.Max(0, _mistakes + mistake);
        _since = Math.Max(0, _since + mistake);
    }

    public readonly FalseAlarms Of(SeriesModel model)
    {
        var week = 7 * model.BinsPerDay;
        return new FalseAlarms
        {
            Promised = model.Options.FalseAlarmsPerWeek,
            Weeks = _watched / week,
            Mistakes = _mistakes,
            ExcessWeeks = _since > 0 ? (_watched - _from) / week : 0,
            ExcessMistakes = _since,
        };
    }
}
