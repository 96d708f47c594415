using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Tests.Small;

/// <summary>A question that came to a server of a <see cref="SmallTree"/>, and what would be right to answer.</summary>
/// <param name="Server">Number of the server, from 1.</param>
/// <param name="IsTcp">How it came.</param>
/// <param name="Asked">The question.</param>
/// <param name="Right">The answer of a server that is well.</param>
internal sealed record SmallQuestion(int Server, bool IsTcp, DnsMessage Asked, DnsMessage Right)
{
    public DomainName Name => Asked.Questions[0].Name;

    public RecordType Type => Asked.Questions[0].Type;
}
