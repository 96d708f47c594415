using System.IO.Pipelines;
using System.Text.Json;
using Groundswell.Signals;
using Groundswell.Storage;
using Microsoft.AspNetCore.Http;

namespace Groundswell.Server.Ingest;

/// <summary><c>POST /api/v1/reports/batch</c>: a report a line (NDJSON), plain, gzip or zstd. Good lines are kept, bad ones listed by number.</summary>
internal sealed class BatchEndpoint(ReportIntake intake, SenderResolver senders, IngestMetrics metrics)
{
    public async Task HandleAsync(HttpContext context)
    {
        var sender = senders.Resolve(context, ReportSource.Batch);
        var batch = new ReportBatch(intake.Catalogue, sender);
        if (UnpackedBody.Open(context.Request) is not { } body)
        {
            await UnpackedBody.WriteUnknownAsync(context);
            return;
        }

        try
        {
            await using (body)
            {
                await ReadAsync(body.Reader, batch, context.RequestAborted);
            }
        }
        catch (Exception exception) when (UnpackedBody.IsBroken(exception))
        {
            await UnpackedBody.WriteBrokenAsync(context);
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
