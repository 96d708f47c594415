using System.Net.Http.Headers;
using Groundswell.Catalogue.Probing;
using Groundswell.Sensing.Probes.Connecting;
using Groundswell.Signals;

namespace Groundswell.Sensing.Probes.Kinds;

/// <summary>
/// Asks the health service of gRPC (grpc.health.v1.Health/Check) over HTTP/2. Its two messages have one field each, so that they are
/// written and read here rather than by a library.
/// </summary>
internal sealed class GrpcProbe(HttpTransport transport, string userAgent, TimeProvider time)
{
    private const int LongestAnswer = 4096;
    private const int Ok = 200;

    private static readonly Version Two = new(2, 0);

    /// <summary>Names of grpc.health.v1.HealthCheckResponse.ServingStatus.</summary>
    private static readonly string[] ServingStates = ["UNKNOWN", "SERVING", "NOT_SERVING", "SERVICE_UNKNOWN"];

    public async Task<ProbeFailure?> RunAsync(ProbeCheck.Grpc check, ProbeTrace trace)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(check.Url, "/grpc.health.v1.Health/Check"))
        {
            Version = Two,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(GrpcHealthMessages.Write(check.Service)),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        request.Headers.TryAddWithoutValidation("User-Agent", userAgent);
        try
        {
            using var response = await transport.SendAsync(request, reuse: false, trace);
            trace.FirstByte();
            await using var stream = await response.Content.ReadAsStreamAsync(trace.CancellationToken);
            using var body = await HttpBody.ReadAsync(stream, LongestAnswer, isKept: true, trace.CancellationToken);
            trace.BodyRead();
            return (int)response.StatusCode == Ok
                ? Judge(response, body) ?? CertificateDays.Check(check.CertificateDays, trace, time.GetUtcNow())
                : HttpFailures.OfStatus((int)response.StatusCode, response.ReasonPhrase, []);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or ConnectionFailedException)
        {
            return HttpFailures.Of(exception);
        }
    }

    private static ProbeFailure? Judge(HttpResponseMessage response, HttpBody body)
    {
        // Where there is nothing but a status, it comes in the headers.
        var status = Find(response.TrailingHeaders, "grpc-status") ?? Find(response.Headers, "grpc-status");
        if (status is null)
        {
            return new ProbeFailure(FailureClass.HttpOther, "an answer that is not gRPC");
        }

        if (status != "0")
        {
            var message = Find(response.TrailingHeaders, "grpc-message") ?? Find(response.Headers, "grpc-message") ?? "";
            return ProbeFailure.Content($"gRPC status {ProbeText.Excerpt(status)} {ProbeText.Excerpt(Uri.UnescapeDataString(message))}".TrimEnd());
        }

        return GrpcHealthMessages.TryRead(body.Octets.Span, out var serving)
            ? serving == 1 ? null : ProbeFailure.Content(serving >= 0 && serving < ServingStates.Length ? ServingStates[serving] : $"serving status {serving}")
            : ProbeFailure.Content("an answer that is not of the health service");
    }

    private static string? Find(HttpHeaders headers, string name) => headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;
}
