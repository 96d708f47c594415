using Groundswell.Dns.Observing;
using Groundswell.Dns.Trust;
using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Judging;

/// <summary>Validates one answer of a zone whose keys are trusted.</summary>
/// <param name="zone">The zone.</param>
/// <param name="keys">Its keys.</param>
/// <param name="now">Time to judge validity by.</param>
internal sealed class AnswerCheck(DomainName zone, IReadOnlyList<RecordContent.DnsKey> keys, DateTimeOffset now)
{
    private readonly SignedSet _signed = new(zone, keys, now);

    /// <param name="reply">The answer.</param>
    /// <param name="name">The name asked for.</param>
    /// <param name="type">The type asked for.</param>
    /// <returns>What is wrong, as the end of a sentence, or nothing; and whether the answer is out of DNSSEC's reach.</returns>
    public AnswerVerdict Check(Reply reply, DomainName name, RecordType type) => reply.Kind switch
    {
        ReplyKind.Records when type == RecordType.Any => new AnswerVerdict(null, IsUnsigned: false),
        ReplyKind.Records => Positive(reply.Message!, [.. reply.Message!.AnswersFor(name, type)], name),
        ReplyKind.Alias => Positive(reply.Message!, AliasSet(reply.Message!, name), name),
        ReplyKind.NoData or ReplyKind.NoName => Negative(reply, name, type),
        _ => new AnswerVerdict(null, IsUnsigned: false),
    };

    /// <summary>A CNAME that was made from a DNAME has no signature of its own.</summary>
    private static List<ResourceRecord> AliasSet(DnsMessage message, DomainName name)
    {
        List<ResourceRecord> above = [.. message.Answers.Where(r => r.Type == RecordType.Dname && name.IsBelow(r.Name))];
        return above.Count > 0 ? [above[0]] : [.. message.AnswersFor(name, RecordType.Cname)];
    }

    private AnswerVerdict Positive(DnsMessage message, List<ResourceRecord> set, DomainName name)
    {
        var verdict = _signed.Check(set, message.Answers);
        if (!verdict.IsValid)
        {
            return new AnswerVerdict(verdict.Text, IsUnsigned: false);
        }

        if (set[0].Name != name || verdict.Labels >= name.LabelCount - (name.IsWildcard ? 1 : 0))
        {
            return new AnswerVerdict(null, IsUnsigned: false);
        }

        var proof = Proofs(message, out var fault);
        return proof.NoCloser(name, verdict.Labels) == Denial.NotProven
            ? new AnswerVerdict(fault ?? $"the answer comes from a wildcard, and nothing proves that {name} itself does not exist", IsUnsigned: false)
            : new AnswerVerdict(null, IsUnsigned: false, proof.Rounds);
    }

    private AnswerVerdict Negative(Reply reply, DomainName name, RecordType type)
    {
        var proof = Proofs(reply.Message!, out var fault);
        var denial = proof.IsEmpty ? Denial.NotProven : reply.Kind == ReplyKind.NoName ? proof.NoName(name) : proof.NoData(name, type);
        return denial switch
        {
            Denial.Proven => new AnswerVerdict(null, IsUnsigned: false, proof.Rounds),
            Denial.Unsigned => new AnswerVerdict(null, IsUnsigned: true, proof.Rounds),
            _ => new AnswerVerdict(fault ?? $"nothing proves that {name} has no {(reply.Kind == ReplyKind.NoName ? "records" : type.ToText() + " record")} (NSEC{(proof.IsEmpty ? " is missing" : " does not fit")})", IsUnsigned: false),
        };
    }

    /// <summary>The NSEC and NSEC3 records whose signatures hold, and why others do not.</summary>
    private DenialProof Proofs(DnsMessage message, out string? fault)
    {
        fault = null;
        var valid = new List<ResourceRecord>();
        foreach (var set in message.Authorities.Where(r => r.Type is RecordType.Nsec or RecordType.Nsec3).GroupBy(r => (r.Name, r.Type)))
        {
            var verdict = _signed.Check([.. set], message.Authorities);
            if (verdict.IsValid)
            {
                valid.AddRange(set);
            }
            else
            {
                fault = verdict.Text;
            }
        }

        return new DenialProof(zone, valid);
    }
}
