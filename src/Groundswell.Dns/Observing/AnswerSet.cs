using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Observing;

/// <summary>What an answer says of a name, in a form that compares equal for equal answers: order and TTL play no part.</summary>
internal static class AnswerSet
{
    private const string NoName = "no such name";
    private const string NoData = "no such record";

    public static string Of(Reply reply, DomainName name, RecordType type) => reply.Kind switch
    {
        ReplyKind.NoName => NoName,
        ReplyKind.NoData => NoData,
        ReplyKind.Alias => $"alias to {Reply.AliasTarget(reply.Message!, name)?.ToLower()}",

        // Which records a server picks for ANY is its own affair (RFC 8482).
        ReplyKind.Records when type == RecordType.Any => "some records",
        ReplyKind.Records => string.Join(", ", Contents(reply.Message!.AnswersFor(name, type))),
        _ => "",
    };

    public static IEnumerable<string> Contents(IEnumerable<ResourceRecord> records) =>
        records.Select(r => r.Content is RecordContent.Target target ? target.Name.ToLower().ToString() : r.Content.ToText()).Distinct().Order(StringComparer.Ordinal);
}
