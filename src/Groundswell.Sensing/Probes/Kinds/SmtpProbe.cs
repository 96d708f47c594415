using System.Text;
using Groundswell.Catalogue.Probing;
using Groundswell.Sensing.Probes.Connecting;
using Groundswell.Signals;

namespace Groundswell.Sensing.Probes.Kinds;

/// <summary>The greeting of a mail server, EHLO, and STARTTLS where asked for (RFC 5321, RFC 3207). No mail is begun.</summary>
internal sealed class SmtpProbe(Connector connector, TimeProvider time)
{
    private const int Ready = 220;
    private const int Done = 250;
    private const string Own = "groundswell.invalid";

    public async Task<ProbeFailure?> RunAsync(ProbeCheck.Smtp check, ProbeTrace trace)
    {
        var opening = await connector.OpenAsync(check.Target.Host, check.Target.Port, check.Security == SmtpSecurity.Tls ? [] : null, trace);
        if (opening.Stream is not { } stream)
        {
            return opening.Failure;
        }

        await using var plain = stream;
        var failure = await TalkAsync(check, stream, trace);
        return failure ?? CertificateDays.Check(check.CertificateDays, trace, time.GetUtcNow());
    }

    private async Task<ProbeFailure?> TalkAsync(ProbeCheck.Smtp check, Stream stream, ProbeTrace trace)
    {
        var lines = new ReplyLines(stream);
        if (await ExpectAsync(lines, Ready, "greeting", trace) is { } unfriendly)
        {
            return unfriendly;
        }

        trace.FirstByte();
        if (await AskAsync(stream, lines, $"EHLO {Own}", Done, trace) is { } unknown)
        {
            // A server from before extensions refuses the word and knows the older one (RFC 5321, section 3.2).
            var isRefused = unknown.Class == FailureClass.Content && lines.LastCode is >= 500 and < 600;
            if (!isRefused || await AskAsync(stream, lines, $"HELO {Own}", Done, trace) is not null)
            {
                return unknown;
            }
        }

        if (check.Security != SmtpSecurity.Starttls)
        {
            trace.BodyRead();
            return await AskAsync(stream, lines, "QUIT", null, trace);
        }

        if (!lines.Last.Any(l => l[4..].Trim().Equals("STARTTLS", StringComparison.OrdinalIgnoreCase)))
        {
            return ProbeFailure.Content("STARTTLS is not offered");
        }

        if (await AskAsync(stream, lines, "STARTTLS", Ready, trace) is { } refused)
        {
            return refused;
        }

        if (lines.HasMore)
        {
            return new ProbeFailure(FailureClass.TlsOther, "text after STARTTLS that is not secured");
        }

        trace.BodyRead();
        var opening = await connector.SecureAsync(stream, check.Target.Host, trace);
        if (opening.Stream is not { } secure)
        {
            return opening.Failure;
        }

        await using var secured = secure;
        return await AskAsync(secure, new ReplyLines(secure), "QUIT", null, trace);
    }

    private static async Task<ProbeFailure?> AskAsync(Stream stream, ReplyLines lines, string command, int? wanted, ProbeTrace trace)
    {
        try
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(command + "\r\n"), trace.CancellationToken);
        }
        catch (IOException fault)
        {
            return wanted is null ? null : SocketFailures.OfTalking(SocketFailures.Within(fault) ?? System.Net.Sockets.SocketError.ConnectionReset);
        }

        // Whether it says good-bye is nothing to judge it by.
        return wanted is { } code ? await ExpectAsync(lines, code, command, trace) : null;
    }

    private static async Task<ProbeFailure?> ExpectAsync(ReplyLines lines, int wanted, string after, ProbeTrace trace)
    {
        try
        {
            return await lines.ReadAsync(trace.CancellationToken) switch
            {
                null when lines.HasEnded => new ProbeFailure(FailureClass.Reset, $"the connection ended before the answer to {after}"),
                null => ProbeFailure.Content($"not SMTP: {ProbeText.Excerpt(lines.Unread)}"),
                { } code when code == wanted => null,
                _ => ProbeFailure.Content($"{after}: {ProbeText.Excerpt(lines.Last[^1])}"),
            };
        }
        catch (IOException fault)
        {
            return SocketFailures.OfTalking(SocketFailures.Within(fault) ?? System.Net.Sockets.SocketError.ConnectionReset);
        }
    }
}
