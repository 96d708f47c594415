using System.IO.Pipelines;
using System.Text.Json;
using System.Threading.RateLimiting;
using Groundswell.Server.Ingest.Budgets;
using Groundswell.Server.Serving;
using Groundswell.Signals;
using Groundswell.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Groundswell.Server.Ingest;

/// <summary><c>POST /api/v1/reports/batch</c>: a report a line (NDJSON), plain, gzip or zstd. Good lines are kept, bad ones listed by number.</summary>
internal sealed class BatchEndpoint(ReportIntake intake, SenderResolver senders, Admission admission, SenderBudgets budgets, BatchRoom room, IngestMetrics metrics)
{
    public async Task HandleAsync(HttpContext context)
    {
        if (!MediaTypes.IsOneOf(context.Request.ContentType, MediaTypes.Lines))
        {
            await Problem.WriteAsync(
                context, StatusCodes.Status415UnsupportedMediaType, "media-type", "Not NDJSON", $"A batch is sent as {MediaTypes.Lines[0]}, a report a line.");
            return;
        }

        var (sender, account) = senders.Resolve(context, ReportSource.Batch);
        if (admission.Look(context, account, isBatch: true) is { } refusal)
        {
            await refusal.WriteAsync(context);
            return;
        }

        using var place = await room.EnterAsync(account, context.RequestAborted);
        if (!place.IsAcquired)
        {
            metrics.Refused(1, "places");
            await Problem.WriteBusyAsync(context, "Too many batches are being read, or too many of this sender's. Nothing was stored.", ReportLimits.OthersFirst);
            return;
        }

        await ReadAndStoreAsync(context, sender, account);
    }

    private async Task ReadAndStoreAsync(HttpContext context, ReportSender sender, SenderAccount account)
    {
        if (!account.IsKnown && !await UnpackedBody.ExpectPlainAsync(context))
        {
            return;
        }

        using var batch = account.IsKnown
            ? new ReportBatch(intake.Catalogue, sender)
            : new ReportBatch(intake.Catalogue, sender, budgets.AnonymousBatchLines, ReportLimits.AnonymousBatchBytes);
        if (UnpackedBody.Open(context.Request) is not { } body)
        {
            await UnpackedBody.WriteUnknownAsync(context);
            return;
        }

        if (!account.IsKnown && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = ReportLimits.AnonymousBatchBytes;
        }

        RateLimitLease? largePlace = null;
        try
        {
            await using (body)
            {
                largePlace = await ReadAsync(context, body.Reader, batch);
            }

            if (largePlace is { IsAcquired: false })
            {
                metrics.Refused(batch.Lines, "places");
                await Problem.WriteBusyAsync(context, "Too many large batches are being read. Nothing was stored.", ReportLimits.OthersFirst);
            }
            else if (batch.Excess is { } excess)
            {
                await WriteTooLargeAsync(context, excess);
            }
            else
            {
                await (admission.Spend(account, batch.Lines, batch.Bytes) is { } refusal ? refusal.WriteAsync(context) : StoreAsync(context, batch, account));
            }
        }
        catch (Exception exception) when (UnpackedBody.IsBroken(exception))
        {
            await UnpackedBody.WriteBrokenAsync(context);
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            await WriteTooLargeAsync(context, $"A batch has at most {(account.IsKnown ? ReportLimits.BatchBytes : ReportLimits.AnonymousBatchBytes)} bytes{(account.IsKnown ? "" : " where it comes without a token")}.");
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            await Problem.WriteAsync(
                context, StatusCodes.Status408RequestTimeout, "too-slow", "Too slow", $"A large batch must have arrived within {ReportLimits.LargeBatchPatience.TotalMinutes:0} minutes. Nothing was stored.");
        }
        finally
        {
            largePlace?.Dispose();
        }
    }

    private static Task WriteTooLargeAsync(HttpContext context, string excess) =>
        Problem.WriteAsync(context, StatusCodes.Status413PayloadTooLarge, "too-large", "Too large", excess + " Nothing was stored.");

    private async Task StoreAsync(HttpContext context, ReportBatch batch, SenderAccount account)
    {
        metrics.Invalid(batch.InvalidLines);
        admission.Shorten(account, batch.Reports.Span);
        try
        {
            await intake.SubmitAsync(batch.Reports, context.RequestAborted);
        }
        catch (JournalFullException exception)
        {
            await Problem.WriteBusyAsync(context, exception.Message, ReportLimits.OthersFirst);
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

    /// <returns>The large place that the batch was given, or was refused; null where it needed none.</returns>
    private async Task<RateLimitLease?> ReadAsync(HttpContext context, PipeReader reader, ReportBatch batch)
    {
        RateLimitLease? largePlace = null;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        try
        {
            while (batch.Excess is null)
            {
                var result = await reader.ReadAsync(patience.Token);
                var rest = batch.ReadLines(result.Buffer, result.IsCompleted);
                reader.AdvanceTo(rest, result.Buffer.End);
                if (result.IsCompleted)
                {
                    break;
                }

                if (largePlace is null && batch.Bytes > BatchRoom.SmallBytes)
                {
                    largePlace = await room.GrowAsync(context.Request.Headers.ContentEncoding.Count == 0 ? context.Request.ContentLength : null, context.RequestAborted);
                    if (!largePlace.IsAcquired)
                    {
                        break;
                    }

                    // Who has one of the few large places must not keep it by sending a byte now and then.
                    patience.CancelAfter(ReportLimits.LargeBatchPatience);
                }
            }

            return largePlace;
        }
        catch
        {
            largePlace?.Dispose();
            throw;
        }
    }
}
