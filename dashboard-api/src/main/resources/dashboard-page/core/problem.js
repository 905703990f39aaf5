// What went wrong with a request, in the words of the server.

/** A refusal or failure: the fields of a problem document (RFC 9457). `status` 0 means that no answer came. */
export class Problem extends Error {
  constructor({ status = 0, title = '', detail = '', errors = [], ...rest }) {
    super(detail || title);
    this.name = 'Problem';
    this.status = status;
    this.title = title;
    this.detail = detail;
    this.errors = errors ?? [];
    this.rest = rest;
  }

  /** Where in a query the error is, counted in characters from 0, if the answer says so. */
  get position() {
    return this.rest.position ?? null;
  }

  /** Whether it is of no use to ask again: a refusal, but for that of too many requests. */
  get isFinal() {
    return this.status >= 400 && this.status < 500 && this.status !== 429;
  }

  static async of(response) {
    let document = {};
    try {
      document = await response.json();
    } catch {
      // A proxy's page or nothing: the status has to do.
    }
    return new Problem({
      ...document,
      status: response.status,
      title: document.title ?? response.statusText ?? `Status ${response.status}`,
    });
  }

  static noAnswer() {
    return new Problem({
      title: 'No answer',
      detail: 'The server does not answer. This page asks again by itself.',
    });
  }

  /** Anything thrown as a problem to show. */
  static from(thrown) {
    if (thrown instanceof Problem) return thrown;
    return new Problem({ title: 'This page failed', detail: String(thrown?.message ?? thrown) });
  }
}

/** Whether a request ended because nobody wants its answer any more. */
export const isAbort = thrown => thrown?.name === 'AbortError';
