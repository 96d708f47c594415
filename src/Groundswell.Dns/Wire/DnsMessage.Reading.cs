using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Groundswell.Dns.Wire;

public sealed partial record DnsMessage
{
    private const int DnssecOkBit = 0x8000;

    /// <summary>Reads a message. A truncated one may break off within its records: those before are kept.</summary>
    /// <param name="octets">The message as it came.</param>
    /// <param name="message">The message.</param>
    /// <param name="reason">What is wrong with it, as the end of a sentence.</param>
    public static bool TryRead(ReadOnlySpan<byte> octets, [NotNullWhen(true)] out DnsMessage? message, [NotNullWhen(false)] out string? reason)
    {
        message = null;
        if (!MessageView.TryOpen(octets, out var view))
        {
            reason = string.Create(CultureInfo.InvariantCulture, $"it has {octets.Length} octets, and a header has {MessageView.HeaderLength}");
            return false;
        }

        if (view.Questions + view.Answers + view.Authorities + view.Additionals > MostRecords)
        {
            reason = string.Create(CultureInfo.InvariantCulture, $"it announces more than {MostRecords} records");
            return false;
        }

        if (!TryReadQuestions(view, out var questions) || !view.TryReadRecords(out var cursor))
        {
            reason = "it breaks off within its question";
            return false;
        }

        List<ResourceRecord> answers = [], authorities = [], additionals = [];
        Edns? edns = null;
        var code = view.Code;
        while (cursor.MoveNext())
        {
            var place = cursor.Current;
            if (place.Type == RecordType.Opt)
            {
                if (edns is not null || place.Section != MessageSection.Additional || !TryReadEdns(view, place, out edns))
                {
                    reason = "its OPT record is malformed";
                    return false;
                }

                code = (ResponseCode)((ushort)view.Code | ((place.Ttl >> 24) << 4));
                continue;
            }

            if (!TryReadRecord(view, place, out var record))
            {
                reason = string.Create(CultureInfo.InvariantCulture, $"its record {answers.Count + authorities.Count + additionals.Count + 1} ({place.Type.ToText()}) is malformed");
                return false;
            }

            (place.Section switch { MessageSection.Answer => answers, MessageSection.Authority => authorities, _ => additionals }).Add(record);
        }

        if (cursor.IsBroken && !view.IsTruncated)
        {
            reason = "it breaks off within its records";
            return false;
        }

        reason = null;
        message = new DnsMessage
        {
            Id = view.Id,
            Flags = view.Flags,
            OpCode = view.OpCode,
            Code = code,
            Questions = questions,
            Answers = answers,
            Authorities = authorities,
            Additionals = additionals,
            Edns = edns,
        };
        return true;
    }

    private static bool TryReadQuestions(MessageView view, out List<DnsQuestion> questions)
    {
        questions = [];
        var reader = new WireReader(view.Octets, MessageView.HeaderLength);
        for (var i = 0; i < view.Questions; i++)
        {
            if (!reader.TryReadName(out var name) || !reader.TryReadUInt16(out var type) || !reader.TryReadUInt16(out var @class))
            {
                return false;
            }

            questions.Add(new DnsQuestion(name, (RecordType)type, (RecordClass)@class));
        }

        return true;
    }

    private static bool TryReadRecord(MessageView view, in RecordView place, [NotNullWhen(true)] out ResourceRecord? record)
    {
        record = null;
        var reader = new WireReader(view.Octets, place.NamePosition);
        if (!reader.TryReadName(out var name))
        {
            return false;
        }

        // Updates (RFC 2136) have records without content; there is nothing to read in them.
        var octets = new WireReader(view.Octets, place.ContentPosition);
        RecordContent? content;
        if (place.Class is RecordClass.None or RecordClass.Any && place.ContentLength == 0)
        {
            content = new RecordContent.Raw(place.Type, default);
        }
        else if (!octets.TryTake(place.ContentLength, out var part) || !RecordContent.TryRead(place.Type, part, out content))
        {
            return false;
        }

        record = new ResourceRecord { Name = name, Type = place.Type, Class = place.Class, Ttl = place.Ttl > int.MaxValue ? 0 : place.Ttl, Content = content };
        return true;
    }

    private static bool TryReadEdns(MessageView view, in RecordView place, [NotNullWhen(true)] out Edns? edns)
    {
        edns = null;
        var options = new List<EdnsOption>();
        var reader = new WireReader(view.ContentOf(place));
        while (reader.Remaining > 0)
        {
            if (!reader.TryReadUInt16(out var code) || !reader.TryReadUInt16(out var length) || !reader.TryReadBytes(length, out var octets))
            {
                return false;
            }

            options.Add(new EdnsOption(code, octets.ToArray()));
        }

        var owner = new WireReader(view.Octets, place.NamePosition);
        if (!owner.TryReadByte(out var root) || root != 0)
        {
            return false;
        }

        edns = new Edns { UdpSize = (ushort)place.Class, Version = (byte)(place.Ttl >> 16), DnssecOk = (place.Ttl & DnssecOkBit) != 0, Options = options };
        return true;
    }
}
