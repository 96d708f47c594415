namespace Groundswell.Detection;

/// <summary>
/// How many false alarms a series was promised to have at most, and how many it has had. What is called down and is over counts as a mistake as far as
/// later evidence says so (<see cref="AlarmVerdict"/>), else by its length and size: what was called for three quarters of an hour at most is one, what
/// was called for an hour and a quarter with an outage's excess is none.
/// </summary>
public readonly record struct FalseAlarms
{
    private const double Tolerance = 2; // times what was promised: within that the promise is kept
    private const double NormalTail = 1.2816; // 90 % quantile of the normal law
    private const double PriorMistakes = 0.5; // Jeffreys' prior of a Poisson rate

    /// <summary>Mistakes a week that were promised at most.</summary>
    public required double Promised { get; init; }

    /// <summary>Weeks watched, without those that were called down.</summary>
    public required double Weeks { get; init; }

    /// <summary>Mistakes in them; a part of one is something between a mistake and an outage.</summary>
    public required double Mistakes { get; init; }

    /// <summary>Weeks since which more have come than were promised; 0 where that is not so now.</summary>
    public required double ExcessWeeks { get; init; }

    /// <summary>Mistakes in those.</summary>
    public required double ExcessMistakes { get; init; }

    /// <summary>
    /// ln of the evidence that more come now than were promised: a CUSUM e-detector. Its e-values are the likelihood ratios of four times the promised rate
    /// and the promised one, for Poisson events; see <c>docs/detection.md</c>.
    /// </summary>
    public double Evidence => Math.Max(0, (ExcessMistakes * FalseAlarmCount.LogWorse) - ((FalseAlarmCount.Worse - 1) * Promised * ExcessWeeks));

    public PromiseState State => Evidence >= FalseAlarmCount.Telling ? PromiseState.Exceeded : Upper <= Tolerance * Promised ? PromiseState.Kept : PromiseState.Unknown;

    /// <summary>Mistakes a week here and now: by their distance since there are too many, where there are, else of all.</summary>
    public double Rate => Evidence >= FalseAlarmCount.Telling ? (ExcessMistakes - 1) / ExcessWeeks : Mistakes / Weeks;

    /// <summary>Between this and <see cref="Upper"/> the rate lies with a probability of 80 %, by all that was watched.</summary>
    public double Lower => Quantile(-NormalTail);

    /// <summary>The rate is lower with a probability of 90 %; infinite where nothing was watched.</summary>
    public double Upper => Quantile(NormalTail);

    /// <summary>Of the gamma posterior, by E. Wilson's and M. Hilferty's cube root (1931, PNAS 17).</summary>
    private double Quantile(double normal)
    {
        var shape = Mistakes + PriorMistakes;
        var root = 1 - (1 / (9 * shape)) + (normal / (3 * Math.Sqrt(shape)));
        return Weeks > 0 ? shape * Math.Pow(Math.Max(0, root), 3) / Weeks : normal > 0 ? double.PositiveInfinity : 0;
    }
}
