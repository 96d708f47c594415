using Groundswell.Catalogue;

namespace Groundswell.Detection;

/// <summary>What an operator chooses about detection. Values are fixed for the life of a detector.</summary>
public sealed record DetectorOptions
{
    private const int FewServices = 3;

    /// <summary>Width of the bins. One second to one day; default one minute.</summary>
    public TimeSpan BinWidth { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>False <see cref="SeriesState.Down"/> episodes that a series may have in a week. 1e-9 to 100; default 0.05, one in 20 weeks.</summary>
    public double FalseAlarmsPerWeek { get; init; } = 0.05;

    /// <summary>A new series is <see cref="SeriesState.Unknown"/> for this long. Zero to seven days; default one hour.</summary>
    public TimeSpan LearnFor { get; init; } = TimeSpan.FromHours(1);

    /// <summary>An excess that lasts this long is the new normal. One hour to 60 days; default two days.</summary>
    public TimeSpan AcceptChangeAfter { get; init; } = TimeSpan.FromDays(2);

    /// <summary>Gives the calendar that holds now; by default there are no holidays.</summary>
    public Func<HolidayCalendar> Holidays { get; init; } = () => HolidayCalendar.None;

    /// <summary>In whose days and hours a series has its rhythm; UTC by default.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>Whose holidays a single series keeps; unknown for none. A service keeps those of the countries that it hears from.</summary>
    public RegionId Country { get; init; }

    /// <summary>
    /// Options for one of a node's services: the false incidents that the node may open a week are shared out evenly. Since the expectation
    /// of a sum is the sum of the expectations, the whole node then opens at most so many on average, whatever the services have in common.
    /// A node of few services shares as one of three would: nobody wants a false outage of the same service every month.
    /// </summary>
    /// <param name="falseIncidentsPerWeek">What the whole node may open.</param>
    /// <param name="services">How many services it has.</param>
    public static DetectorOptions ForNode(double falseIncidentsPerWeek, int services) =>
        new() { FalseAlarmsPerWeek = falseIncidentsPerWeek / Math.Max(FewServices, services) };

    /// <summary>Every rule that these options break, in words; empty where they are sound.</summary>
    public IReadOnlyList<string> Validate()
    {
        List<string> errors = [];
        Check(BinWidth >= TimeSpan.FromSeconds(1) && BinWidth <= TimeSpan.FromDays(1), $"{nameof(BinWidth)} is {BinWidth}; it must be from one second to one day.");
        Check(FalseAlarmsPerWeek is >= 1e-9 and <= 100, $"{nameof(FalseAlarmsPerWeek)} is {FalseAlarmsPerWeek}; it must be from 1e-9 to 100.");
        Check(LearnFor >= TimeSpan.Zero && LearnFor <= TimeSpan.FromDays(7), $"{nameof(LearnFor)} is {LearnFor}; it must be from zero to seven days.");
        Check(AcceptChangeAfter >= TimeSpan.FromHours(1) && AcceptChangeAfter <= TimeSpan.FromDays(60), $"{nameof(AcceptChangeAfter)} is {AcceptChangeAfter}; it must be from one hour to 60 days.");
        return errors;

        void Check(bool holds, string otherwise)
        {
            if (!holds)
            {
                errors.Add(otherwise);
            }
        }
    }

    /// <exception cref="ArgumentException">A value is out of its range; the message names them all.</exception>
    internal DetectorOptions Checked()
    {
        var errors = Validate();
        return errors.Count == 0 ? this : throw new ArgumentException(string.Join(' ', errors));
    }
}
