using System.IO.Compression;
using System.IO.Pipelines;
using System.Text.Json;
using Groundswell.Signals;
using Groundswell.Storage;
using Microsoft.AspNetCore.Http;
using ZstdSharp;

namespace Groundswell.Server.Ingest;

/// <summary><c>POST /api/v1/reports/batch</c>: a report a line (NDJSON), plain, gzip or zstd. Good lines are kept, bad ones listed by number.</summary>
internal sealed class BatchEndpoint(ReportIntake intake, SenderResolver senders, IngestMetrics metrics)
{
    public async Task HandleAsync(HttpContext context)
    {
        var sender = senders.Resolve(context, ReportSource.Batch);
        var batch = new ReportBatch(intake.Catalogue, sender);
        var encoding = context.Request.Headers.ContentEncoding.ToString();
        try
        {
            switch (encoding.ToLowerInvariant())
            {
                case "" or "identity":
                    await ReadAsync(context.Request.BodyReader, batch, context.RequestAborted);
                    break;
                case "gzip":
                    await using (var stream = new GZipStream(context.Request.Body, CompressionMode.Decompress))
                    {
                        await ReadAsync(PipeReader.Create(stream), batch, context.RequestAborted);
                    }

                    break;
                case "zstd":
                    await using (var stream = new DecompressionStream(context.Request.Body))
                    {
                        await ReadAsync(PipeReader.Create(stream), batch, context.RequestAborted);
                    }

                    break;
                default:
                    context.Response.Headers.AcceptEncoding = "gzip, zstd";
                    await Problem.WriteAsync(
                        context, StatusCodes.Status415UnsupportedMediaType, "encoding", "Unknown encoding", $"Content-Encoding: '{Catalogue.Slug.Excerpt(encoding)}' is not one of gzip, zstd.");
                    return;
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or ZstdException or EndOfStreamException)
        {
            await Problem.WriteAsync(context, StatusCodes.Status400BadRequest, "encoding", "The body cannot be unpacked", $"It is not valid {encoding}; nothing was stored.");
            return;
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            await WriteTooLargeAsync(context, $"A batch has at most {ReportLimits.BatchBytes} bytes.");
            return;
        }

        if (batch.Excess is { } excess)
        {
            await WriteTooLargeAsync(context, excess);
            return;
        }

        await StoreAsync(context, batch);
    }

    private static Task WriteTooLargeAsync(HttpContext context, string excess) =>
        Problem.WriteAsync(context, StatusCodes.Status413PayloadTooLarge, "too-large", "Too large", excess + " Nothing was stored.");

    private async Task StoreAsync(HttpContext context, ReportBatch batch)
    {
        metrics.Invalid(batch.InvalidLines);
        try
        {
            await intake.SubmitAsync(batch.Reports, context.RequestAborted);
        }
        catch (JournalFullException exception)
        {
            await Problem.WriteBusyAsync(context, exception.Message);
            return;
        }
        catch (JournalUnavailableException exception)
        {
            await Problem.WriteUnavailableAsync(context, exception.Message);
            return;
        }

        batch.NoteReusedKeys();
        context.Response.StatusCode = batch.Lines > 0 && batch.Reports.IsEmpty ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK;
        context.Response.ContentType = context.Response.StatusCode == StatusCodes.Status200OK ? "application/json" : "application/problem+json";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter, Problem.Json);
        batch.WriteAnswer(json, context.Response.StatusCode);
        await json.FlushAsync(context.RequestAborted);
    }

    private static async Task ReadAsync(PipeReader reader, ReportBatch batch, CancellationToken cancellationToken)
    {
        while (batch.Excess is null)
        {
            var result = await reader.ReadAsync(cancellationToken);
            var rest = batch.ReadLines(result.Buffer, result.IsCompleted);
            reader.AdvanceTo(rest, result.Buffer.End);
            if (result.IsCompleted)
            {
                break;
            }
        }
    }
}
