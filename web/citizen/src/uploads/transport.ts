// How bytes reach the bucket: with progress in a page, without it in a service worker, which has no XMLHttpRequest.

import { NetworkLost } from "#shared/api/client";
import type { Transport } from "./upload";

export const withProgress: Transport = (method, url, body, onProgress, signal) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    request.open(method, url);
    request.upload.onprogress = ({ loaded }) => onProgress(loaded);
    request.onload = () => resolve({ status: request.status, etag: request.getResponseHeader("ETag") ?? "" });
    request.onerror = () => reject(new NetworkLost(url.split("?")[0]));
    request.onabort = () => reject(signal?.reason ?? new NetworkLost("aborted"));
    request.onloadend = () => signal?.removeEventListener("abort", stop);
    if (signal?.aborted) return reject(signal.reason);
    signal?.addEventListener("abort", stop);
    request.send(body);
  });

export const withoutProgress: Transport = async (method, url, body, onProgress, signal) => {
  let response: Response;
  try {
    response = await fetch(url, { method, body, ...(signal ? { signal } : {}) });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new NetworkLost(error);
  }
  onProgress(body instanceof Blob ? body.size : 0);
  return { status: response.status, etag: response.headers.get("ETag") ?? "" };
};
