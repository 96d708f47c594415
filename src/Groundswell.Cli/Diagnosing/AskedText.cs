using System.Globalization;
using Groundswell.Dns.Asking;
using Groundswell.Dns.Wire;

namespace Groundswell.Cli.Diagnosing;

/// <summary>What came of a question, in a few words.</summary>
internal static class AskedText
{
    private const int MostRecords = 4;

    public static string Of(DnsResult? result, RecordType type) => result switch
    {
        null => "not asked",
        DnsResult.TimedOut => "no answer",
        DnsResult.Refused => "nothing listens",
        DnsResult.Unreachable unreachable => $"unreachable: {unreachable.Reason}",
        DnsResult.Malformed malformed => $"malformed: {malformed.Reason}",
        DnsResult.Answered { Message: var message } => Of(message, type),
        _ => "",
    };

    private static string Of(DnsMessage message, RecordType type)
    {
        if (message.Code != ResponseCode.NoError)
        {
            return string.Join(" · ", [message.Code.ToString().ToUpperInvariant(), .. message.Errors.Select(e => e.ToString())]);
        }

        List<string> records = [.. message.Answers.Where(r => r.Type == type || r.Type is RecordType.Cname or RecordType.Dname).Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Type.ToText()} {Short(r.Content)} ({r.Ttl} s)"))];
        var referral = message.Authorities.FirstOrDefault(r => r.Type == RecordType.Ns)?.Name;
        return records.Count > 0 ? string.Join(", ", records.Take(MostRecords)) + (records.Count > MostRecords ? $" and {records.Count - MostRecords} more" : "")
            : !message.IsAuthoritative && referral is not null ? $"refers to {referral}"
            : "nothing (NOERROR)";
    }

    private static string Short(RecordContent content) => content switch
    {
        RecordContent.Soa soa => string.Create(CultureInfo.InvariantCulture, $"serial {soa.Serial}"),
        _ when content.ToText() is { Length: > 60 } text => text[..57] + "…",
        _ => content.ToText(),
    };
}
