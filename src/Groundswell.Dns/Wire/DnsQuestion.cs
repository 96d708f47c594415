namespace Groundswell.Dns.Wire;

/// <summary>What is asked for.</summary>
public sealed record DnsQuestion(DomainName Name, RecordType Type, RecordClass Class = RecordClass.Internet)
{
    public override string ToString() => $"{Name} {Type.ToText()}";
}
