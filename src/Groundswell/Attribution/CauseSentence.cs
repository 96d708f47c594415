using System.Globalization;
using System.Text;

namespace Groundswell.Attribution;

/// <summary>Says in a sentence or two what is behind the symptoms and why. The same words stand on pages, in alerts and in the API.</summary>
public static class CauseSentence
{
    private const double WorthSaying = 0.7; // a factor of two
    private const int MostReasons = 4;

    /// <param name="why">What is known.</param>
    /// <param name="now">The moment of the run.</param>
    public static string Write(CauseExplanation why, DateTimeOffset now)
    {
        if (why.Name.Level == NameLevel.Nothing)
        {
            return "No single cause stands out behind these reports.";
        }

        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Most likely {why.Subject} ({Percent(why.Name.Probability)})");
        if (why.With.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $", together with {string.Join(" and ", why.With)}");
        }

        var reasons = why.Contributions.Where(c => c.ForCause >= WorthSaying).Take(MostReasons).Select(c => Reason(c, why, now)).OfType<string>().ToList();
        if (reasons.Count > 0)
        {
            text.Append(": ").AppendJoin(", ", reasons);
        }

        text.Append('.');
        if (Against(why) is { } against)
        {
            text.Append(" Against it: ").Append(against).Append('.');
        }

        if (why.Rival is not null && why.RivalProbability >= 0.005)
        {
            text.Append(CultureInfo.InvariantCulture, $" Next best: {why.Rival} ({Percent(why.RivalProbability)})");
            text.Append(Distinction(why) is { } distinction ? $", less likely by {distinction}." : ".");
        }

        return text.ToString();
    }

    private static string? Reason(Contribution contribution, CauseExplanation why, DateTimeOffset now) => contribution.Family switch
    {
        EvidenceFamily.Reports => string.Create(
            CultureInfo.InvariantCulture,
            $"{why.DependantsDown} of {why.Dependants} watched services that depend on it are down, against {Percent(why.DownElsewhere)} elsewhere"),
        EvidenceFamily.ComponentProbes => why.ProbesFailing > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{why.ProbesFailing} of {why.ProbesFailing + why.ProbesWell} probes of it {Word(why.Mode)}")
            : "probes of what it broke fail as they would",
        EvidenceFamily.ServiceProbes => "probes of its dependants fail as they would",
        EvidenceFamily.Timing => string.Create(CultureInfo.InvariantCulture, $"reports began in the order in which it would spread from about {(now - TimeSpan.FromMinutes(why.MinutesAgo)).UtcDateTime:HH:mm} UTC"),
        EvidenceFamily.Notices when why.NoticeMinutesAgo is { } minutes =>
            string.Create(CultureInfo.InvariantCulture, $"its supplier posted a notice at {(now - TimeSpan.FromMinutes(minutes)).UtcDateTime:HH:mm} UTC"),
        EvidenceFamily.Notices => "notices were posted of what it broke",
        _ => null,
    };

    private static string? Against(CauseExplanation why)
    {
        var strongest = why.Contributions.Where(c => c.ForCause <= -WorthSaying / 2).OrderBy(c => c.ForCause).FirstOrDefault();
        return strongest.Family switch
        {
            EvidenceFamily.ComponentProbes => string.Create(CultureInfo.InvariantCulture, $"{why.ProbesWell} of {why.ProbesWell + why.ProbesFailing} probes of it are well"),
            EvidenceFamily.Notices when why.HasFeed => "its supplier has posted nothing that fits",
            EvidenceFamily.ServiceProbes => "probes of its dependants are well",
            EvidenceFamily.Timing => "reports began in another order than it would spread in",
            _ => why.Dependants - why.DependantsDown is > 0 and var fine
                ? string.Create(CultureInfo.InvariantCulture, $"{fine} dependants look fine")
                : null,
        };
    }

    private static string? Distinction(CauseExplanation why)
    {
        var greatest = why.Contributions.OrderByDescending(c => c.OverRival).FirstOrDefault();
        return greatest.OverRival < WorthSaying / 2 ? null : greatest.Family switch
        {
            EvidenceFamily.Reports => "which services are down and which are not",
            EvidenceFamily.ComponentProbes => "what probes of the components say",
            EvidenceFamily.ServiceProbes => "how probes of the services fail",
            EvidenceFamily.Timing => "the order in which reports began",
            _ => "what the suppliers post",
        };
    }

    private static string Word(FailureMode mode) => mode switch
    {
        FailureMode.NoSuchName => "find no such name",
        FailureMode.EmptyAnswer => "get an empty DNS answer",
        FailureMode.NameServerFailure => "meet failing name servers",
        FailureMode.Timeout => "time out",
        FailureMode.Refused => "are refused",
        FailureMode.Tls => "fail in TLS",
        _ => "get errors from the server",
    };

    private static string Percent(double share) => share switch
    {
        > 0.99 => "over 99 %",
        < 0.01 => "under 1 %",
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(share * 100)} %"),
    };
}
