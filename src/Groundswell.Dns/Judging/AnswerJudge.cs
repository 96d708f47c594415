using System.Globalization;
using Groundswell.Dns.Asking;
using Groundswell.Dns.Observing;
using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Judging;

/// <summary>Judges what the servers of a zone answer to the question itself.</summary>
/// <param name="seen">What was seen.</param>
/// <param name="findings">Where findings go.</param>
internal sealed class AnswerJudge(Observation seen, FindingList findings)
{
    /// <summary>RFC 9276, section 3.2, where resolvers may fail altogether.</summary>
    private const int MostRounds = 500;

    /// <param name="hop">The name.</param>
    /// <param name="zone">Its zone.</param>
    /// <param name="servers">Its zone's servers.</param>
    /// <param name="trust">How far the zone is trusted.</param>
    public HopAnswer Judge(HopSeen hop, ZoneSeen zone, IReadOnlyList<ServerHealth> servers, ZoneTrust trust)
    {
        List<ServerAnswer> answers = [.. servers.Where(s => s.IsGood).Select(s => Read(hop, zone, s)).OfType<ServerAnswer>()];
        List<ServerAnswer> usable = [.. answers.Where(a => a.Reply.IsAuthoritative && a.Reply.Kind != ReplyKind.Referral)];
        Failures(hop, zone, [.. answers.Where(a => !a.Reply.IsAuthoritative && a.Reply.Kind != ReplyKind.CutShort)], isWhole: usable.Count == 0);
        CutShort(hop, zone, answers);
        foreach (var answer in answers.Where(a => seen.LosesLarge(a.Health.Server.Address, hop.Name, seen.Type)))
        {
            findings.Add(ZoneJudge.LosesLarge(zone, answer.Health.Server, $"{hop.Name} {seen.Type.ToText()}"));
        }

        var valid = trust is ZoneTrust.Secure secure ? Validated(hop, zone, usable, secure.Keys) : usable;
        Differences(hop, zone, valid);
        var agreed = valid.GroupBy(a => a.Set).OrderByDescending(g => g.Count()).FirstOrDefault()?.First().Reply;
        return new HopAnswer(hop, agreed, [.. valid.Select(a => a.Reply)]);
    }

    /// <summary>What is wrong with proofs by NSEC3 that take so many rounds of hashing; null if nothing is.</summary>
    public static Finding? Rounds(DomainName zone, int rounds) => rounds <= MostRounds ? null : new Finding
    {
        Class = DiagnosisClass.Dnssec,
        Severity = Severity.Warning,
        Rank = Rank.Keys,
        Zone = zone,
        Text = string.Create(CultureInfo.InvariantCulture, $"{zone} proves by NSEC3 with {rounds} rounds of hashing that names or types are not there: resolvers may answer SERVFAIL above {MostRounds}, and take the zone for unsigned long before (RFC 9276, section 3.2); its own advice is none at all."),
    };

    private ServerAnswer? Read(HopSeen hop, ZoneSeen zone, ServerHealth health)
    {
        var result = seen.Best(health.Server.Address, hop.Name, seen.Type);
        if (result is null)
        {
            return null;
        }

        var reply = Reply.Read(result, zone.Zone, hop.Name, seen.Type);
        return new ServerAnswer(health, result, reply, AnswerSet.Of(reply, hop.Name, seen.Type));
    }

    private void Failures(HopSeen hop, ZoneSeen zone, List<ServerAnswer> failing, bool isWhole)
    {
        foreach (var answer in failing)
        {
            var @class = answer.Reply.Kind switch
            {
                ReplyKind.None => answer.Result is DnsResult.Malformed ? DiagnosisClass.Servfail : DiagnosisClass.Timeout,
                ReplyKind.Failure => answer.Reply.Message!.Code == ResponseCode.Refused ? DiagnosisClass.Refused : DiagnosisClass.Servfail,
                _ => DiagnosisClass.Lame,
            };
            var what = answer.Reply.Kind switch
            {
                ReplyKind.None or ReplyKind.Failure => ServerHealth.Describe(answer.Result),
                ReplyKind.NotAuthoritative => "answers without authority",
                _ => $"refers to {answer.Reply.Owner}",
            };
            findings.Add(@class, isWhole ? Severity.Error : Severity.Warning, Rank.Question, zone.Zone, answer.Health.Server,
                $"{ZoneJudge.Called(answer.Health.Server)} serves {zone.Zone}, but {what} to {hop.Name} {seen.Type.ToText()}{(isWhole ? ", and so does every other" : "")}.");
        }
    }

    private void CutShort(HopSeen hop, ZoneSeen zone, List<ServerAnswer> answers)
    {
        List<(ServerSeen Server, DnsResult Fault)> cut = [.. answers.Where(a => a.Result is DnsResult.Answered { TcpFault: not null }).Select(a => (a.Health.Server, ((DnsResult.Answered)a.Result).TcpFault!))];
        foreach (var (server, fault) in cut)
        {
            findings.Add(DiagnosisClass.Tcp, cut.Count == answers.Count ? Severity.Error : Severity.Warning, Rank.Transport, zone.Zone, server,
                $"The answer to {hop.Name} {seen.Type.ToText()} does not fit into UDP, and {ZoneJudge.Called(server)} {ServerHealth.Describe(fault)} by TCP.");
        }
    }

    private List<ServerAnswer> Validated(HopSeen hop, ZoneSeen zone, List<ServerAnswer> usable, IReadOnlyList<RecordContent.DnsKey> keys)
    {
        var check = new AnswerCheck(zone.Zone, keys, seen.At);
        var valid = new List<ServerAnswer>();
        var bogus = new List<(ServerAnswer Answer, string Text)>();
        var rounds = 0;
        foreach (var answer in usable)
        {
            // Without EDNS there are no signatures.
            var verdict = answer.Health.EdnsFault is null ? check.Check(answer.Reply, hop.Name, seen.Type) : new AnswerVerdict(null, IsUnsigned: false);
            rounds = Math.Max(rounds, verdict.Rounds);
            if (verdict.Fault is { } fault)
            {
                bogus.Add((answer, fault));
            }
            else
            {
                valid.Add(answer);
            }
        }

        if (Rounds(zone.Zone, rounds) is { } costly)
        {
            findings.Add(costly);
        }

        if (bogus.Count > 0 && bogus.Count == usable.Count)
        {
            findings.Add(DiagnosisClass.Dnssec, Severity.Error, Rank.Keys, zone.Zone, $"The answers of {zone.Zone} do not validate: {bogus[0].Text}. Resolvers that validate answer SERVFAIL.");
            return usable;
        }

        foreach (var (answer, text) in bogus)
        {
            findings.Add(DiagnosisClass.Dnssec, Severity.Warning, Rank.Keys, zone.Zone, answer.Health.Server,
                $"The answer of {ZoneJudge.Called(answer.Health.Server)} does not validate: {text}. Other servers of {zone.Zone} are right.");
        }

        return valid;
    }

    private void Differences(HopSeen hop, ZoneSeen zone, List<ServerAnswer> answers)
    {
        var serials = answers.Select(a => a.Health.Serial).OfType<uint>().Distinct().ToList();
        var sets = answers.GroupBy(a => a.Set).OrderByDescending(g => g.Count()).ToList();
        if (sets.Count < 2)
        {
            if (serials.Count > 1)
            {
                findings.Add(DiagnosisClass.Inconsistent, Severity.Note, Rank.Difference, zone.Zone,
                    $"The servers of {zone.Zone} have different versions (serials {string.Join(", ", serials)}), which agree on this name: a transfer under way, or one that is stuck.");
            }

            return;
        }

        var told = string.Join("; ", sets.Select(g => $"{string.Join(", ", g.Select(a => ZoneJudge.Called(a.Health.Server)))}: {Told(g.Key)}"));
        if (answers.Any(a => Wavers(hop, zone, a)))
        {
            findings.Add(DiagnosisClass.Inconsistent, Severity.Note, Rank.Difference, zone.Zone, $"The servers of {zone.Zone} give another choice of records from question to question, as those that spread load do: {told}.");
            return;
        }

        // The newest version is the one whose serial no other is ahead of (RFC 1982).
        var newest = serials.Count > 1 ? serials.Aggregate((one, other) => (int)(other - one) > 0 ? other : one) : (uint?)null;
        List<ServerAnswer> behind = [.. answers.Where(a => newest is not null && a.Health.Serial is { } serial && serial != newest && !sets.Any(g => g.Contains(a) && g.Any(o => o.Health.Serial == newest)))];
        if (behind.Count == 0)
        {
            findings.Add(DiagnosisClass.Inconsistent, Severity.Error, Rank.Difference, zone.Zone, $"The servers of {zone.Zone} answer differently to {hop.Name} {seen.Type.ToText()}: {told}.");
        }

        foreach (var answer in behind)
        {
            findings.Add(DiagnosisClass.Inconsistent, Severity.Error, Rank.Difference, zone.Zone, answer.Health.Server,
                $"{ZoneJudge.Called(answer.Health.Server)} has an older version of {zone.Zone} (serial {answer.Health.Serial}, the newest is {newest}) and answers differently: {told}.");
        }
    }

    /// <summary>Whether a server gave other records when it was asked again.</summary>
    private bool Wavers(HopSeen hop, ZoneSeen zone, ServerAnswer answer) => ((AskKind[])[AskKind.Again, AskKind.Third])
        .Select(kind => Reply.Read(seen.Of(answer.Health.Server.Address, hop.Name, seen.Type, kind), zone.Zone, hop.Name, seen.Type))
        .Any(again => again.Kind == ReplyKind.Records && answer.Reply.Kind == ReplyKind.Records && AnswerSet.Of(again, hop.Name, seen.Type) != answer.Set);

    private static string Told(string set) => set.Length <= 120 ? set : set[..120] + "…";

    private sealed record ServerAnswer(ServerHealth Health, DnsResult Result, Reply Reply, string Set);
}
