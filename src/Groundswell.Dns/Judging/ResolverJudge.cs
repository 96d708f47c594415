using System.Globalization;
using System.Net;
using Groundswell.Dns.Asking;
using Groundswell.Dns.Observing;
using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Judging;

/// <summary>Compares resolvers with the authoritative servers. Where those are at fault already, a resolver only shows the symptom.</summary>
/// <param name="seen">What was seen.</param>
/// <param name="findings">Where findings go.</param>
/// <param name="machine">Where that goes which this machine itself lacks.</param>
internal sealed class ResolverJudge(Observation seen, FindingList findings, List<string> machine)
{
    /// <summary>Up to here a TTL is that of an address which depends on the place or the moment.</summary>
    private const uint SteeredTtl = 60;

    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");

    private const string Cached = "what the zone no longer has, or never had: from its cache, or of its own making";

    private bool _isExplained;

    /// <summary>Whether any resolver gave what was asked for.</summary>
    public static bool HasAnswer(Observation seen) => seen.Resolvers.Any(r =>
        seen.Of(r, seen.Name, seen.Type, AskKind.Recursive) is DnsResult.Answered { Message: { Code: ResponseCode.NoError } message }
        && (seen.Type == RecordType.Any ? message.Answers.Count > 0 : message.Answers.Any(a => a.Type == seen.Type)));

    /// <param name="end">What the authoritative servers say at the end of the way; null if they say nothing.</param>
    public void Judge(HopAnswer? end)
    {
        // What the zones have is what a resolver shows; and where nothing is known of them, nothing is known of it.
        var isFault = findings.HasError || end is null;
        _isExplained = isFault || findings.All.Any(f => f.Severity == Severity.Warning && f.Class != DiagnosisClass.TtlCollapse);
        foreach (var resolver in seen.Resolvers)
        {
            if (seen.Of(resolver, seen.Name, seen.Type, AskKind.Recursive) is not { } result)
            {
                continue;
            }

            // One by a family that leads nowhere from here.
            if (result is DnsResult.TimedOut && seen.IsOutOfReach(resolver.Address.AddressFamily))
            {
                Add(resolver, DiagnosisClass.Ok, Severity.Note, "cannot be reached from here");
            }
            else if (result is DnsResult.TimedOut && seen.Of(resolver, DomainName.Root, RecordType.Ns, AskKind.Near) is DnsResult.Answered)
            {
                JudgeLate(resolver, result, seen.Of(resolver, seen.Name, seen.Type, AskKind.Patient), end, isFault);
            }
            else
            {
                Judge(resolver, result, end, isFault);
            }
        }
    }

    /// <summary>Of one that is there, and gave no answer in time.</summary>
    private void JudgeLate(IPEndPoint resolver, DnsResult silence, DnsResult? late, HopAnswer? end, bool isFault)
    {
        var wait = late is null ? "" : string.Create(CultureInfo.InvariantCulture, $" after {(silence.Elapsed + late.Elapsed).TotalSeconds:0} s");
        switch (late)
        {
            case DnsResult.Answered { Message.Code: not (ResponseCode.NoError or ResponseCode.NxDomain) }:
                Judge(resolver, late, end, isFault);
                Add(resolver, DiagnosisClass.Ok, Severity.Note, $"says so only{wait}, when whoever asked has given up: it waits for servers that it does not reach");
                break;
            case DnsResult.Answered:
                Add(resolver, DiagnosisClass.Timeout, _isExplained ? Severity.Note : Severity.Error, $"answers only{wait}: whoever asks it has given up by then");
                break;
            default:
                Add(resolver, DiagnosisClass.Timeout, _isExplained ? Severity.Note : Severity.Error, $"is there, and gives no answer to this question{wait}");
                break;
        }
    }

    private void Judge(IPEndPoint resolver, DnsResult result, HopAnswer? end, bool isFault)
    {
        if (result is not DnsResult.Answered { Message: var message })
        {
            Add(resolver, result is DnsResult.Malformed ? DiagnosisClass.Servfail : DiagnosisClass.Timeout,
                isFault || result is DnsResult.Unreachable ? Severity.Note : Severity.Error, ServerHealth.Describe(result));
            return;
        }

        var said = AnswerSet.Contents(message.Answers.Where(r => r.Type == seen.Type)).ToList();
        switch (message.Code)
        {
            case ResponseCode.NoError when said.Count > 0:
                Compare(resolver, message, said, end, isFault);
                break;
            case ResponseCode.NoError or ResponseCode.NxDomain:
                var what = message.Code == ResponseCode.NxDomain ? "says that the name does not exist" : "says that the name has no such record";
                var differs = end?.Reply?.Kind == ReplyKind.Records;
                var isContradicted = findings.All.Any(f => f is { Class: DiagnosisClass.Inconsistent, Severity: Severity.Warning });
                Add(resolver, differs ? DiagnosisClass.WrongAnswer : DiagnosisClass.Ok, differs && !isFault && !isContradicted ? Severity.Error : Severity.Note,
                    what + (differs ? $", and the zone's own servers have it{Reasons(message)}" : " as well"));
                break;
            case ResponseCode.ServFail:
                var isValidation = message.Errors.Any(e => e.IsAboutValidation)
                    || seen.Of(resolver, seen.Name, seen.Type, AskKind.Unchecked) is DnsResult.Answered { Message: { Code: ResponseCode.NoError, Answers.Count: > 0 } };
                Add(resolver, isValidation ? DiagnosisClass.Dnssec : DiagnosisClass.Servfail, _isExplained ? Severity.Note : Severity.Error,
                    $"answers SERVFAIL{(isValidation ? " because its validation fails: without validation it has an answer" : "")}{Reasons(message)}");
                break;
            default:
                Add(resolver, message.Code == ResponseCode.Refused ? DiagnosisClass.Refused : DiagnosisClass.Servfail, isFault ? Severity.Note : Severity.Error, ServerHealth.Describe(result));
                break;
        }
    }

    private void Compare(IPEndPoint resolver, DnsMessage message, List<string> said, HopAnswer? end, bool isFault)
    {
        var told = string.Join(", ", said.Take(4));
        if (end?.Reply?.Kind != ReplyKind.Records)
        {
            if (message.Answers.Any(r => r.Content is RecordContent.Address address && Translated.Contains(address.Value)))
            {
                Add(resolver, DiagnosisClass.Ok, Severity.Note, $"answers {told}: addresses that it makes of IPv4 ones, for networks without IPv4 (DNS64)");
                return;
            }

            var isDenied = end?.Reply?.Kind is ReplyKind.NoData or ReplyKind.NoName;
            Add(resolver, isDenied ? DiagnosisClass.WrongAnswer : DiagnosisClass.Ok, Severity.Note, isDenied ? $"still answers {told}: {Cached}" : $"still answers {told}");
            return;
        }

        var (name, type) = (end.Hop.Name, seen.Type);
        var known = end.All.Where(r => r.Kind == ReplyKind.Records).SelectMany(r => AnswerSet.Contents(r.Message!.AnswersFor(name, type))).ToHashSet();
        if (type == RecordType.Any || said.All(known.Contains))
        {
            Add(resolver, DiagnosisClass.Ok, Severity.Note, message.Flags.HasFlag(MessageBits.AuthenticData) ? "gives the same answer, and validated it" : "gives the same answer");
            return;
        }

        known.UnionWith(Later(end));
        var isSteered = said.All(known.Contains) || said.Any(known.Contains) || IsPerhapsSteered(end, message);
        Add(resolver, isSteered ? DiagnosisClass.Ok : DiagnosisClass.WrongAnswer, isSteered || isFault ? Severity.Note : Severity.Error, isSteered
            ? $"answers {told}: another choice of records, as zones give that spread load or look at the asker's place"
            : $"answers {told}, and no server of the zone says so ({string.Join(", ", known.Take(4))}): {Cached}{Reasons(message)}");
    }

    /// <summary>What the servers said when they were asked again, or on behalf of the resolver's network.</summary>
    private IEnumerable<string> Later(HopAnswer end) =>
        from asked in seen.Asked
        where asked.Key.Name == end.Hop.Name && asked.Key.Type == seen.Type && asked.Key.Kind is AskKind.Again or AskKind.Third or AskKind.ForResolver
        where asked.Value is DnsResult.Answered
        from content in AnswerSet.Contents(((DnsResult.Answered)asked.Value).Message.AnswersFor(end.Hop.Name, seen.Type))
        select content;

    /// <summary>Unsigned public addresses with a short TTL may depend on the place in ways that cannot be asked for.</summary>
    private bool IsPerhapsSteered(HopAnswer end, DnsMessage message)
    {
        List<ResourceRecord> records = [.. end.All.SelectMany(r => r.Message!.AnswersFor(end.Hop.Name, seen.Type)), .. message.Answers.Where(r => r.Type == seen.Type)];
        return records.All(r => r.Ttl <= SteeredTtl && r.Content is RecordContent.Address address && PublicAddress.IsPublic(address.Value))
            && !end.All.Any(r => r.Message!.Answers.Any(s => s.Type == RecordType.Rrsig));
    }

    private void Add(IPEndPoint resolver, DiagnosisClass @class, Severity severity, string text)
    {
        var fails = @class != DiagnosisClass.Ok && seen.FailsForAll(resolver);
        var told = fails ? $"{text}; so it is with every name, and not with this one alone" : text;
        if (fails && seen.AreResolversOwn)
        {
            severity = Severity.Note;
            machine.Add($"This machine's resolver {resolver.Address} {told}.");
        }

        findings.Add(new Finding { Class = @class, Severity = severity, Rank = Rank.Resolver, Address = resolver.Address, Text = $"The resolver {resolver.Address} {told}." });
    }

    private static string Reasons(DnsMessage message) => message.Errors.Any() ? $" (\"{string.Join("\", \"", message.Errors)}\")" : "";
}
