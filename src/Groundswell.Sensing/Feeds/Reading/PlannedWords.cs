using System.Text.RegularExpressions;

namespace Groundswell.Sensing.Feeds.Reading;

/// <summary>
/// The vocabulary of planned work. Maintenance is planned unless it is called the cause of trouble, or an emergency: "errors after
/// the maintenance" and "emergency maintenance" are incidents, "planned outage" is none.
/// </summary>
internal static partial class PlannedWords
{
    /// <summary>A title, or a text of which the title says nothing either way, announces or reports planned work.</summary>
    public static bool IsPlanned(string title, string text)
    {
        if (IsIncident(title))
        {
            return false;
        }

        if (IsAnnounced(title))
        {
            return !Causes().IsMatch(text);
        }

        // A bare "maintenance" is planned, unless the text speaks of another kind; and the text alone, where the title says nothing.
        return SaysMaintenance().IsMatch(title) ? !IsIncident(text, isText: true)
            : !Trouble().IsMatch(title) && IsAnnounced(text) && !IsIncident(text, isText: true) && !Trouble().IsMatch(FirstSentence(text));
    }

    /// <summary>One word that a page gives as the kind or the state, as in a category.</summary>
    public static bool IsKind(string word) => StateWords.Letters(word) is
        "maintenance" or "undermaintenance" or "scheduledmaintenance" or "plannedmaintenance" or "maintenances" or "plannedwork" or "plannedworks" or "scheduledwork"
        or "scheduled" or "planned" or "upcoming" or "notstartedyet" or "maintenancescheduled" or "maintenanceinprogress" or "maintenancecomplete";

    /// <summary>The words deny that work was planned.</summary>
    public static bool IsUnplanned(string words) => Unplanned().IsMatch(words);

    /// <summary>Planned work goes on now, as it is said; not only that it will.</summary>
    public static bool IsGoingOn(string text) => GoingOn().IsMatch(text) && !ToCome().IsMatch(text);

    /// <summary>Planned work is done, or was called off.</summary>
    public static bool IsOver(string text) => Over().IsMatch(text) && !NotOver().IsMatch(text);

    /// <summary>The words name trouble.</summary>
    public static bool IsTrouble(string text) => Trouble().IsMatch(text);

    private static bool IsAnnounced(string words) => SaysPlanned().IsMatch(words) && (SaysMaintenance().IsMatch(words) || !ScheduledThing().IsMatch(words));

    private static bool IsIncident(string words, bool isText = false) =>
        (isText ? UnplannedWork() : Unplanned()).IsMatch(words) || Causes().IsMatch(words) || (After().IsMatch(words) && Trouble().IsMatch(words))
        || (!isText && SaysMaintenance().IsMatch(words) && !SaysPlanned().IsMatch(words) && (Trouble().IsMatch(words) || MaintenancePage().IsMatch(words)));

    private static string FirstSentence(string text)
    {
        var end = text.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? text : text[..end];
    }

    [GeneratedRegex(@"\b(?:scheduled|planned|upcoming|announced)\b(?:[^.!?\n]{0,60})\b(?:maintenance|upgrades?|updates?|works?|migrations?|downtime|outages?|interruptions?|window|restarts?|reboots?|patching|changes?|replacement|switch-?over|failover test|disruption|unavailability|rollout|deployment)\b"
        + @"|\b(?:routine|regular|preventive|preventative|periodic)\b(?:[^.!?\n]{0,40})\b(?:maintenance|upgrades?|works?|patching|restarts?|reboots?)\b"
        + @"|\b(?:maintenance|upgrade|change|migration|update|patch) (?:window|notice|notification|announcement|schedule)\b|\b(?:maintenance|upgrade|work|downtime|migration) (?:is |are |has been |was )?(?:scheduled|planned|announced|rescheduled|postponed|cancelled|canceled)\b|^\W*(?:scheduled|planned|upcoming|rescheduled|postponed)\b(?:\s*[\])}:|]|\s+[-–—])",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex SaysPlanned();

    /// <summary>Features of products that are scheduled, not work on them.</summary>
    [GeneratedRegex(@"\b(?:scheduled|planned|upcoming) (?:\w+ )?(?:jobs?|tasks?|reports?|quer(?:y|ies)|posts?|backups?|messages?|e-?mails?|workflows?|triggers?|functions?|pipelines?|builds?|exports?|imports?|events?|runs?|sends?|deliver(?:y|ies)|payments?|meetings?|campaigns?|scans?|actions?|notifications?)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex ScheduledThing();

    [GeneratedRegex(@"\bmaintenance (?:page|mode|banner|screen)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex MaintenancePage();

    [GeneratedRegex(@"\b(?:unplanned|unscheduled|unannounced|emergency|urgent) (?:\w+ )?(?:maintenance|works?|outages?|downtime|upgrade|restart|reboot)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex UnplannedWork();

    [GeneratedRegex(@"\bmaintenance\b|\b(?:wartung\w*|manutention|mantenimiento)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex SaysMaintenance();

    [GeneratedRegex(@"\b(?:unplanned|unscheduled|unannounced|emergency|urgent|unexpected)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Unplanned();

    [GeneratedRegex(@"\b(?:after|following|since|caused by|as a result of|post|triggered by|resulting from)\b[ -](?:[^.!?\n]{0,60})\b(?:maintenance|upgrade|migration|update|work|change)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex After();

    [GeneratedRegex(@"\b(?:maintenance|upgrade|migration|update|work|change)s?\b(?:[^.!?\n]{0,40})\b(?:caused|causing|led to|leads to|broke|failed|failing|overran|overruns?|overrunning|went wrong|went badly|gone wrong|taking longer|longer than)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Causes();

    [GeneratedRegex(@"\b(?:errors?|outages?|down|unavailable|unavailability|degraded|degradation|issues?|problems?|fail|fails|failed|failing|failures?|slow|slower|slowness|latency|time ?outs?|disruptions?|disrupted|incident|interruptions?|loss|lost|unreachable|offline|delays?|delayed|elevated|broken|crash\w*|not working|cannot|can't|unable|investigating|trouble|stuck|missing|corrupt\w*|5[0-9]{2}s?)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Trouble();

    [GeneratedRegex(@"\b(?:in progress|has (?:now )?(?:begun|started)|have (?:now )?(?:begun|started)|under ?way|is ongoing|currently (?:performing|undergoing|carrying out|being)|(?:is|are) (?:now |currently )?(?:being|performing|undergoing|carrying out|under maintenance)|now (?:performing|undergoing)|started)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex GoingOn();

    [GeneratedRegex(@"\b(?:will|shall|going to|would|to) (?:\w+ ){0,3}(?:in progress|begin|start|under ?way|performing|undergoing)\b|\bnot (?:\w+ ){0,2}(?:begun|started)\b|\b(?:once|when|before|until) (?:\w+ ){0,4}(?:begun|started|in progress|under ?way)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex ToCome();

    [GeneratedRegex(@"\b(?:completed|complete|finished|concluded|cancelled|canceled|called off|postponed|rescheduled|is over|ended|is done|been done)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Over();

    [GeneratedRegex(@"\b(?:not|will|would|should|shall|may|might|could|can|until|once|when|if|before|unless|being|expect\w*|hope|aim|to be|to have|cannot|partially|partly|nearly|almost|yet to)\b(?: \w+){0,5} (?:completed|complete|finished|concluded|over|ended|done)\b|n't(?: \w+){0,3} (?:completed|complete|finished|over|ended|done)\b|\bto complete\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex NotOver();
}
