using System.Net;
using System.Net.Sockets;
using Groundswell.Dns.Asking;
using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Observing;

/// <summary>Asks once more where the first answers leave a doubt: do they stay, do they depend on the place, does only validation fail.</summary>
/// <param name="options">What is wanted.</param>
/// <param name="book">Asks.</param>
internal sealed class SecondLook(DiagnosisOptions options, QueryBook book)
{
    private const int Witnesses = 2;
    private const byte FourPrefix = 24;
    private const byte SixPrefix = 56;

    public async Task RunAsync(IReadOnlyList<HopSeen> hops, IReadOnlyDictionary<DomainName, ZoneSeen> zones)
    {
        var expected = new HashSet<string>();
        foreach (var hop in hops.Where(h => h.WasAsked))
        {
            var zone = zones[hop.Zones[^1]];
            var answers = await Task.WhenAll(zone.Servers.Select(s => book.AskBestAsync(s.Address, hop.Name, options.Type)));
            var replies = answers.Select(a => Reply.Read(a, zone.Zone, hop.Name, options.Type)).Where(r => r.IsAuthoritative).ToList();
            if (replies.Select(r => AnswerSet.Of(r, hop.Name, options.Type)).Distinct().Count() > 1)
            {
                await Task.WhenAll(zone.Servers.SelectMany(s => (Task[])
                [
                    book.AskAsync(s.Address, hop.Name, options.Type, AskKind.Again),
                    book.AskAsync(s.Address, hop.Name, options.Type, AskKind.Third),
                ]));
            }

            // What a server says to the other family's question, it says to every user: it may deny the whole name by it.
            if (OtherFamily(options.Type) is { } other && replies.Any(r => r.Kind is ReplyKind.Records or ReplyKind.Alias))
            {
                await Task.WhenAll(zone.Servers.Take(ZoneSurvey.FewServers).Select(s => book.AskBestAsync(s.Address, hop.Name, other)));
            }

            expected = [.. replies.Where(r => r.Kind == ReplyKind.Records).SelectMany(r => AnswerSet.Contents(r.Message!.AnswersFor(hop.Name, options.Type)))];
        }

        await Task.WhenAll(options.Resolvers.Select(r => DoubtAsync(r, hops, zones, expected)));
    }

    /// <summary>Of addresses, the type that users' systems ask for as well.</summary>
    public static RecordType? OtherFamily(RecordType type) => type switch
    {
        RecordType.A => RecordType.Aaaa,
        RecordType.Aaaa => RecordType.A,
        _ => null,
    };

    private async Task DoubtAsync(IPEndPoint resolver, IReadOnlyList<HopSeen> hops, IReadOnlyDictionary<DomainName, ZoneSeen> zones, HashSet<string> expected)
    {
        if (await book.AskResolverAsync(resolver, options.Name, options.Type) is not DnsResult.Answered { Message: var message })
        {
            return;
        }

        if (message.Code == ResponseCode.ServFail)
        {
            await Task.WhenAll(book.AskAsync(resolver, options.Name, options.Type, AskKind.Unchecked), book.ControlAsync(resolver));
            return;
        }

        if (message.Code != ResponseCode.NoError || !message.Answers.Any(r => expected.Count == 0 || r.Type == options.Type))
        {
            await book.ControlAsync(resolver);
        }

        var said = AnswerSet.Contents(message.Answers.Where(r => r.Type == options.Type)).ToList();
        if (hops.Count == 0 || !hops[^1].WasAsked || expected.Count == 0 || said.Count == 0 || said.All(expected.Contains))
        {
            return;
        }

        await book.ControlAsync(resolver);
        var last = hops[^1];
        var option = SubnetOf(resolver.Address);
        await Task.WhenAll(zones[last.Zones[^1]].Servers.Take(Witnesses).SelectMany(s => (Task[])
        [
            book.AskAsync(s.Address, last.Name, options.Type, AskKind.Again),
            book.AskAsync(s.Address, last.Name, options.Type, AskKind.Third),
            book.AskAsync(new AskKey(s.Address, last.Name, options.Type, AskKind.ForResolver), [option]),
        ]));
    }

    /// <summary>RFC 7871, section 6; as much of the address as resolvers pass on.</summary>
    private static EdnsOption SubnetOf(IPAddress address)
    {
        var isFour = address.AddressFamily == AddressFamily.InterNetwork;
        var prefix = isFour ? FourPrefix : SixPrefix;
        return new EdnsOption(EdnsOption.ClientSubnet, (byte[])[0, (byte)(isFour ? 1 : 2), prefix, 0, .. address.GetAddressBytes().AsSpan(0, prefix / 8)]);
    }
}
