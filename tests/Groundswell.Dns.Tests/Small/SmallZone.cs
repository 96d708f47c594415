using System.Net;
using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Tests.Small;

/// <summary>An unsigned zone in memory, which answers as an authoritative server does.</summary>
internal sealed class SmallZone
{
    private const uint Ttl = 300;

    private readonly Dictionary<(DomainName Name, RecordType Type), List<ResourceRecord>> _records = [];

    public SmallZone(string apex)
    {
        Apex = DomainName.Parse(apex);
        Put(Apex, RecordType.Soa, new RecordContent.Soa(DomainName.Parse("ns.h.test"), DomainName.Parse("host.h.test"), 1, 7200, 3600, 86400, 60));
    }

    public DomainName Apex { get; }

    /// <param name="records">An owner, a type (A, AAAA, NS or CNAME) and a value each, as absolute names.</param>
    public SmallZone With(params string[] records)
    {
        foreach (var record in records)
        {
            var fields = record.Split(' ');
            Assert.True(RecordTypeText.TryParse(fields[1], out var type), record);
            Put(DomainName.Parse(fields[0]), type, type is RecordType.A or RecordType.Aaaa ? new RecordContent.Address(IPAddress.Parse(fields[2])) : new RecordContent.Target(DomainName.Parse(fields[2])));
        }

        return this;
    }

    public DnsMessage Answer(DnsMessage question)
    {
        var (name, type) = (question.Questions[0].Name, question.Questions[0].Type);
        var reply = new DnsMessage { Id = question.Id, Flags = MessageBits.Response | MessageBits.Authoritative, Questions = question.Questions, Edns = question.Edns };
        for (var labels = Apex.LabelCount + 1; labels <= name.LabelCount; labels++)
        {
            var cut = name.Ancestor(labels);
            if (Of(cut, RecordType.Ns) is { Count: > 0 } servers && !(cut == name && type == RecordType.Ds))
            {
                return reply with
                {
                    Flags = MessageBits.Response,
                    Authorities = servers,
                    Additionals = [.. servers.SelectMany(s => (RecordType[])[RecordType.A, RecordType.Aaaa], (s, t) => Of(((RecordContent.Target)s.Content).Name, t)).SelectMany(r => r)],
                };
            }
        }

        var found = Of(name, type);
        found = found.Count > 0 ? found : Of(name, RecordType.Cname);
        return found.Count > 0 ? reply with { Answers = found }
            : reply with { Code = _records.Keys.Any(k => k.Name.IsWithin(name)) ? ResponseCode.NoError : ResponseCode.NxDomain, Authorities = Of(Apex, RecordType.Soa) };
    }

    private List<ResourceRecord> Of(DomainName name, RecordType type) => _records.GetValueOrDefault((name, type)) ?? [];

    private void Put(DomainName name, RecordType type, RecordContent content)
    {
        if (!_records.TryGetValue((name, type), out var set))
        {
            _records[(name, type)] = set = [];
        }

        set.Add(new ResourceRecord { Name = name, Type = type, Ttl = Ttl, Content = content });
    }
}
